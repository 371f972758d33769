// FLAGS: -std=c++20
// A guard that chooses the span's kind with a switch over an enumeration.
#include "http_spans.h"

#include <hiredis/hiredis.h>

#include <memory>

namespace {
enum class Role { Server, Client, Internal };

class Guard {
public:
  explicit Guard(Role role) {
    trace::StartSpanOptions options;
    switch (role) {
    case Role::Server:
      options.kind = trace::SpanKind::kServer;
      break;
    case Role::Client:
      options.kind = trace::SpanKind::kClient;
      break;
    case Role::Internal:
      break;
    }
    span_ = Tracer()->StartSpan("guard", options);
    scope_ = std::make_unique<trace::Scope>(span_);
  }
  ~Guard() { span_->End(); }

private:
  SpanPtr span_;
  std::unique_ptr<trace::Scope> scope_;
};

/// Starts as many threads as it is asked to; counts down to nothing.
int warm(int count) {
  int done = 0;
  while (count--)
    done += 2;
  return done;
}

redisContext *cache;

void counts_ok(const httplib::Request &request, httplib::Response &) {
  auto span = StartServer("GET /count", request);
  trace::Scope scope(span);
  warm(4);
  Guard guard(Role::Client);
  freeReplyObject(redisCommand(cache, "INCR a"));
  freeReplyObject(redisCommand(cache, "INCR b"));
}

void counts_bad(const httplib::Request &request, httplib::Response &) {
  auto span = StartServer("GET /count", request);
  trace::Scope scope(span);
  warm(4);
  Guard guard(Role::Server);
  freeReplyObject(redisCommand(cache, "INCR a"));
  // WARN missing-client-span: 'redisCommand'
}
} // namespace

void routes(httplib::Server &server) {
  server.Get("/a", counts_ok);
  server.Get("/b", counts_bad);
}
