#include "tracing_hooks.h"

#include "http_spans.h"

#include <memory>

namespace {
class ActiveSpan {
public:
  explicit ActiveSpan(const httplib::Request &request)
      : span_(StartServer("request", request)), scope_(span_) {}
  ~ActiveSpan() { span_->End(); }

private:
  SpanPtr span_;
  trace::Scope scope_;
};

// One request at a time on each thread.
thread_local std::unique_ptr<ActiveSpan> active;
} // namespace

void installTracing(httplib::Server &server) {
  server.set_pre_routing_handler(
      [](const httplib::Request &request, httplib::Response &) {
        active = std::make_unique<ActiveSpan>(request);
        return httplib::Server::HandlerResponse::Unhandled;
      });
  server.set_logger([](const httplib::Request &, const httplib::Response &) {
    active.reset();
  });
}
