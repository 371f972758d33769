// FLAGS: -std=c++20 -D_TURN_OFF_PLATFORM_STRING
// pplx: in a continuation that takes the task, get() only hands over what is
// there; on a task that runs, it waits.
#include "carriers.h"

#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>

#include <exception>
#include <iostream>

using web::http::http_request;
using web::http::http_response;
using web::http::methods;
using web::http::status_codes;
using web::http::client::http_client;

namespace {
class HeaderCarrier : public context::propagation::TextMapCarrier {
public:
  explicit HeaderCarrier(web::http::http_headers &headers)
      : headers_(headers) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = headers_.find(std::string(key));
    return it == headers_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    headers_.add(std::string(key), std::string(value));
  }

private:
  web::http::http_headers &headers_;
};

nostd::shared_ptr<trace::Span> start_server(http_request &request) {
  HeaderCarrier carrier(request.headers());
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  return Tracer()->StartSpan("employee", options);
}

http_request injected() {
  http_request outgoing(methods::GET);
  HeaderCarrier carrier(outgoing.headers());
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  return outgoing;
}

/// The antecedent is done when its continuation runs.
void get_of_antecedent_ok(http_request request) {
  auto server_span = start_server(request);
  trace::Scope server_scope(server_span);
  auto span = Tracer()->StartSpan("GET employee", ClientKind());
  trace::Scope scope(span);
  http_client client("http://upstream");
  int status = 0;
  client.request(injected())
      .then([&](http_response reply) { status = reply.status_code(); })
      .then([](pplx::task<void> previous) {
        try {
          previous.get();
        } catch (const std::exception &error) {
          std::cerr << error.what();
        }
      })
      .wait();
  span->End();
  request.reply(status ? status_codes::OK : status_codes::InternalError);
}

/// The same without any span: the wait() at the end blocks, the get() does not.
void get_without_span_bad(http_request request) {
  // WARN uninstrumented-handler:
  http_client client("http://upstream");
  auto answer = client.request(methods::GET, "/employee");
  // WARN missing-context-injection:
  answer
      .then([request](pplx::task<http_response> previous) {
        request.reply(previous.get().status_code());
      })
      .wait();
  // WARN blocking-call-outside-span:
}

/// The span has ended.
void get_of_running_task_bad(http_request request) {
  auto server_span = start_server(request);
  server_span->End();
  pplx::task<int> work([] { return 1; });
  request.reply(work.get() ? status_codes::OK : status_codes::InternalError);
  // WARN blocking-call-outside-span:
}
} // namespace

void listen(web::http::experimental::listener::http_listener &listener) {
  listener.support(methods::GET, get_of_antecedent_ok);
  listener.support(methods::POST, get_without_span_bad);
  listener.support(methods::PUT, get_of_running_task_bad);
}
