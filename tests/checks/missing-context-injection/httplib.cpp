// FLAGS: -std=c++20
// cpp-httplib: overloads with and without headers, headers of every origin.
#include "carriers.h"

#include <httplib.h>

using httplib::Request;
using httplib::Response;

// An overload without headers cannot carry the context.
void get_without_headers_bad() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto span = Tracer()->StartSpan("GET /stock", options);
  trace::Scope scope(span);
  httplib::Client client("http://inventory:8080");
  auto result = client.Get("/stock");
  // WARN missing-context-injection:
  span->SetAttribute("ok", bool(result));
  span->End();
}

// No caller and no span in sight: the carrier is made here, so it is this
// function's own job all the same.
bool get_without_any_span_bad(const std::string &sku) {
  httplib::Client client("http://inventory:8080");
  return bool(client.Get("/stock/" + sku));
  // WARN missing-context-injection:
}

void get_with_foreign_headers_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("http://inventory:8080");
  httplib::Headers headers;
  headers.emplace("accept", "application/json");
  client.Get("/stock", headers);
  // WARN missing-context-injection:
}

void get_with_injected_headers_ok() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto span = Tracer()->StartSpan("GET /stock", options);
  trace::Scope scope(span);
  httplib::Client client("http://inventory:8080");
  httplib::Headers headers;
  MapCarrier carrier(headers);
  auto current = context::RuntimeContext::GetCurrent();
  context::propagation::GlobalTextMapPropagator::GetGlobalPropagator()->Inject(
      carrier, current);
  auto result = client.Get("/stock", headers);
  span->SetAttribute("ok", bool(result));
  span->End();
}

void post_without_headers_bad(const std::string &order) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("orders", 8080);
  client.Post("/orders", order, "application/json");
  // WARN missing-context-injection:
}

void post_with_injected_headers_ok(const std::string &order) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("orders", 8080);
  httplib::Headers headers{{"accept", "application/json"}};
  MapCarrier<httplib::Headers> carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.Post("/orders", headers, order, "application/json");
}

void put_params_bad() {
  auto span = Tracer()->StartSpan("PUT /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Params params{{"sku", "7"}};
  client.Put("/price", params);
  // WARN missing-context-injection:
}

// Written by hand, in place.
void delete_with_literal_headers_ok() {
  auto span = Tracer()->StartSpan("DELETE /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("carts", 8080);
  client.Delete("/cart",
                {{"traceparent", FormatTraceparent(span->GetContext())}});
}

void delete_with_literal_headers_bad() {
  auto span = Tracer()->StartSpan("DELETE /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("carts", 8080);
  client.Delete("/cart", {{"x-shop", "7"}});
  // WARN missing-context-injection:
}

// The headers are the client's, for every request that it sends.
void default_headers_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Client client("http://inventory:8080");
  client.set_default_headers(headers);
  client.Get("/stock");
}

void default_headers_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("http://inventory:8080");
  client.set_default_headers({{"accept", "application/json"}});
  client.Get("/stock");
  // WARN missing-context-injection:
}

// A request object is its own carrier.
void request_object_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("http://inventory:8080");
  httplib::Request request;
  request.method = "GET";
  request.path = "/stock";
  request.set_header("accept", "application/json");
  client.send(request);
  // WARN missing-context-injection:
}

void request_object_set_header_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("http://inventory:8080");
  httplib::Request request;
  request.method = "GET";
  request.path = "/stock";
  request.set_header("traceparent", FormatTraceparent(span->GetContext()));
  client.send(request);
}

void request_object_moved_headers_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Request request;
  request.method = "GET";
  request.path = "/stock";
  request.headers = std::move(headers);
  httplib::Client client("http://inventory:8080");
  client.send(request);
}

// Behind a smart pointer.
void client_behind_pointer_bad() {
  auto span = Tracer()->StartSpan("HEAD /stock", ClientKind());
  trace::Scope scope(span);
  auto client = std::make_unique<httplib::Client>("http://inventory:8080");
  client->Head("/stock");
  // WARN missing-context-injection:
}

void client_behind_pointer_ok() {
  auto span = Tracer()->StartSpan("HEAD /stock", ClientKind());
  trace::Scope scope(span);
  auto client = std::make_shared<httplib::Client>("http://inventory:8080");
  auto headers = std::make_unique<httplib::Headers>();
  MapCarrier<httplib::Headers> carrier(*headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client->Head("/stock", *headers);
}

// Under a server span the call has no span of its own either.
void under_server_span_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    MapReader reader(request.headers);
    auto current = context::RuntimeContext::GetCurrent();
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = Propagator()->Extract(reader, current);
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    httplib::Client client("http://inventory:8080");
    auto result = client.Get("/stock");
    // WARN missing-context-injection:
    // WARN missing-client-span:
    response.status = result ? 200 : 502;
  });
}

// The context goes on from the server span; only the call's own span is
// missing.
void forwarded_from_server_span_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    MapReader reader(request.headers);
    auto current = context::RuntimeContext::GetCurrent();
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = Propagator()->Extract(reader, current);
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    httplib::Headers headers;
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    httplib::Client client("http://inventory:8080");
    auto result = client.Get("/stock", headers);
    // WARN missing-client-span:
    response.status = result ? 200 : 502;
  });
}
