#include "common/audit.h"

#include "http_spans.h"

#include <sqlite3.h>

namespace {
sqlite3 *database = nullptr;
}

// The front's handler has no span open here; the batch is no request.
void audit(const std::string &entry) {
  sqlite3_exec(database, entry.c_str(), nullptr, nullptr, nullptr);
  // WARN blocking-call-outside-span: 'sqlite3_exec'
}

// In one program under a span, in the other outside any request.
void archive(const std::string &entry) {
  sqlite3_exec(database, entry.c_str(), nullptr, nullptr, nullptr);
}

// The front injects; the batch, under a span of its own, does not.
bool report(const httplib::Headers &headers) {
  ClientSpan span("GET /report");
  httplib::Client client("reports", 8080);
  return bool(client.Get("/report", headers));
  // WARN missing-context-injection: 'Client::Get'
}
