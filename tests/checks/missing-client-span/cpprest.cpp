// FLAGS: -std=c++20 -D_TURN_OFF_PLATFORM_STRING
// cpprestsdk: waiting for a request's own completion belongs to that request.
// Every send injects.
#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>

#include <string>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using web::http::http_request;
using web::http::methods;
using web::http::status_codes;
using web::http::client::http_client;

namespace {

class RestCarrier : public context::propagation::TextMapCarrier {
public:
  explicit RestCarrier(web::http::http_headers &headers) : headers_(headers) {}
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

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("rest");
}

nostd::shared_ptr<trace::Span> startServer(const char *name,
                                           http_request &request) {
  RestCarrier carrier(request.headers());
  context::Context none;
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = context::propagation::GlobalTextMapPropagator::
                       GetGlobalPropagator()
                           ->Extract(carrier, none);
  return tracer()->StartSpan(name, options);
}

void inject(http_request &request) {
  RestCarrier carrier(request.headers());
  auto current = context::RuntimeContext::GetCurrent();
  context::propagation::GlobalTextMapPropagator::GetGlobalPropagator()->Inject(
      carrier, current);
}

} // namespace

void serverSpanOnly_bad(http_request request) {
  auto span = startServer("GET /orders", request);
  trace::Scope scope(span);
  http_client client("http://orders.internal");
  http_request outgoing(methods::GET);
  inject(outgoing);
  auto answer = client.request(outgoing).get();
  // WARN missing-client-span:
  request.reply(answer.status_code());
  span->End();
}

// Sending asynchronously does not block, and still wants its own span.
void asyncSend_bad(http_request request) {
  auto span = startServer("POST /orders", request);
  trace::Scope scope(span);
  http_client client("http://orders.internal");
  http_request outgoing(methods::POST);
  inject(outgoing);
  auto pending = client.request(outgoing);
  // WARN missing-client-span:
  request.reply(status_codes::Accepted);
}

void internalSpanOfOne_ok(http_request request) {
  auto span = startServer("GET /orders", request);
  trace::Scope scope(span);
  auto work = tracer()->StartSpan("fetch order");
  trace::Scope inner(work);
  http_client client("http://orders.internal");
  http_request outgoing(methods::GET);
  inject(outgoing);
  auto answer = client.request(outgoing).get();
  work->End();
  request.reply(answer.status_code());
}

void clientSpan_ok(http_request request) {
  auto span = startServer("GET /orders", request);
  trace::Scope scope(span);
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto call = tracer()->StartSpan("GET", options);
  trace::Scope inner(call);
  http_client client("http://orders.internal");
  http_request outgoing(methods::GET);
  inject(outgoing);
  auto answer = client.request(outgoing).get();
  call->End();
  request.reply(answer.status_code());
}

void listen(web::http::experimental::listener::http_listener &listener) {
  listener.support(methods::GET, serverSpanOnly_bad);
  listener.support(methods::POST, asyncSend_bad);
  listener.support(methods::PUT, internalSpanOfOne_ok);
  listener.support(methods::DEL, clientSpan_ok);
}
