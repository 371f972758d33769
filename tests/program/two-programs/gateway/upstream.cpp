// The gateway's: forgets the trace context.
#include "upstream.h"

#include "http_spans.h"

#include <unistd.h>

namespace {
httplib::Headers makeHeaders() {
  return {{"accept", "application/json"}};
}
} // namespace

static void settle(int file) {
  fsync(file);
  // WARN blocking-call-outside-span: 'fsync'
}

Upstream::Upstream() : client_("ledger", 8080) {}

bool Upstream::fetch(const std::string &path) {
  ClientSpan span("GET");
  return bool(client_.Get(path, makeHeaders()));
  // WARN missing-context-injection: 'Client::Get'
}

bool store(const std::string &entry) {
  settle(entry.empty() ? 1 : 2);
  return true;
}
