// FLAGS: -std=c++20
// cpprestsdk: overloads with and without a request, aliases of it.
#include "carriers.h"

#include <cpprest/http_client.h>

#include <map>

using web::http::http_request;
using web::http::http_response;
using web::http::methods;
using web::http::client::http_client;

namespace {
class RequestCarrier : public context::propagation::TextMapCarrier {
public:
  explicit RequestCarrier(http_request &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    request_.headers().add(std::string(key), std::string(value));
  }

private:
  http_request &request_;
};
} // namespace

void method_only_bad() {
  auto span = Tracer()->StartSpan("GET /", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  client.request(methods::GET).get();
  // WARN missing-context-injection:
}

void method_and_path_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  http_response response = client.request(methods::GET, "/stock").get();
  // WARN missing-context-injection:
  span->SetAttribute("status", response.status_code());
}

void json_body_bad() {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  http_client client("http://orders:8080");
  auto order = web::json::value::object();
  order["sku"] = web::json::value::string("7");
  client.request(methods::POST, "/orders", order).wait();
  // WARN missing-context-injection:
}

void request_without_headers_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  http_request request(methods::GET);
  request.set_request_uri("/stock");
  request.headers().add("Accept", "application/json");
  client.request(request).get();
  // WARN missing-context-injection:
}

void request_with_carrier_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  http_request request(methods::GET);
  request.set_request_uri("/stock");
  RequestCarrier carrier(request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.request(request).get();
}

void request_with_subscript_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  http_request request(methods::GET);
  request.headers()["traceparent"] = FormatTraceparent(span->GetContext());
  client.request(request).get();
}

void request_with_loop_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  http_request request(methods::GET);
  for (const auto &[key, value] : values)
    request.headers().add(key, value);
  http_client client("http://inventory:8080");
  client.request(request).get();
}

// Copies of a request share their headers.
void request_through_alias_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_request request(methods::GET);
  auto &headers = request.headers();
  headers.add("traceparent", FormatTraceparent(span->GetContext()));
  http_request copy = request;
  http_client client("http://inventory:8080");
  client.request(copy).get();
}

// Sent in the background; the answer is handled elsewhere.
void continued_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  auto read = [](http_response response) { return response.status_code(); };
  client.request(methods::GET, "/stock").then(read);
  // WARN missing-context-injection:
}

void continued_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http_client client("http://inventory:8080");
  http_request request(methods::GET);
  RequestCarrier carrier(request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.request(request).then(
      [](http_response response) { return response.status_code(); });
}
