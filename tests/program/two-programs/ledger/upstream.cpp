// The ledger's: other functions under the same names, and all are right.
#include "upstream.h"

#include "http_spans.h"

#include <unistd.h>

namespace {
httplib::Headers makeHeaders() {
  httplib::Headers headers = InjectedHeaders();
  headers.emplace("accept", "application/json");
  return headers;
}
} // namespace

static void settle(int file) {
  auto span = Tracer()->StartSpan("settle");
  trace::Scope scope(span);
  fsync(file);
}

Upstream::Upstream() : client_("audit", 8080) {}

bool Upstream::fetch(const std::string &path) {
  ClientSpan span("GET");
  return bool(client_.Get(path, makeHeaders()));
}

bool store(const std::string &entry) {
  settle(entry.empty() ? 1 : 2);
  return true;
}
