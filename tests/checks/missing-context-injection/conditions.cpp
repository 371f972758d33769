// FLAGS: -std=c++20
// A client span that exists on one path only, and injects only there: on the
// other path the server's span is current, and its context is not carried.
#include "http_spans.h"

#include <map>
#include <memory>
#include <string>

using httplib::Request;
using httplib::Response;

namespace {
/// Reads through the request, not its headers.
class RequestReader : public context::propagation::TextMapCarrier {
public:
  explicit RequestReader(const Request &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.headers.find(std::string(key));
    return it == request_.headers.end() ? nostd::string_view("")
                                        : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const Request &request_;
};

SpanPtr start_through_request(const char *name, const Request &request) {
  RequestReader carrier(request);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  return Tracer()->StartSpan(name, options);
}

// The second condition asks whether the first was true.
void injects_if_span_bad(const Request &request, Response &response) {
  auto server_span = start_through_request("GET /a", request);
  trace::Scope scope(server_span);
  httplib::Headers headers;
  SpanPtr span;
  if (request.has_param("v"))
    span = StartClient("GET /a");
  if (span)
    headers = InjectedHeaders();
  httplib::Client client("upstream", 8080);
  response.status = client.Get("/a", headers) ? 200 : 502;
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

// The guard is gone before the call, so no path has a client span.
void injects_if_guard_bad(const Request &request, Response &response) {
  auto server_span = start_through_request("GET /b", request);
  trace::Scope scope(server_span);
  httplib::Headers headers;
  std::unique_ptr<ClientSpan> span;
  if (request.has_param("v"))
    span = std::make_unique<ClientSpan>("GET /b");
  if (span)
    headers = span->headers();
  span.reset();
  httplib::Client client("upstream", 8080);
  response.status = client.Get("/b", headers) ? 200 : 502;
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

// A query parameter says nothing about the trace headers, whichever object the
// extraction read them from.
void injects_if_param_bad(const Request &request, Response &response) {
  auto server_span = StartServer("GET /c", request);
  trace::Scope scope(server_span);
  httplib::Headers headers;
  SpanPtr span;
  if (request.has_param("v"))
    span = StartClient("GET /c");
  if (span)
    headers = InjectedHeaders();
  httplib::Client client("upstream", 8080);
  response.status = client.Get("/c", headers) ? 200 : 502;
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

/// Whether a piece of the request is empty is no question about its context.
class Stock {
public:
  bool release_bad(const std::string &sku) {
    httplib::Headers headers;
    std::unique_ptr<ClientSpan> span;
    if (!sku.empty())
      span = std::make_unique<ClientSpan>("DELETE /stock");
    if (span)
      headers = span->headers();
    span.reset();
    return bool(client_.Delete("/" + sku, headers));
    // WARN missing-context-injection:
    // WARN missing-client-span:
  }

private:
  httplib::Client client_{"stock", 8080};
};

void release(const Request &request, Response &response) {
  auto server_span = StartServer("DELETE /stock", request);
  trace::Scope scope(server_span);
  Stock stock;
  response.status = stock.release_bad(request.matches[1]) ? 200 : 502;
}
} // namespace

void register_conditions(httplib::Server &server) {
  server.Get("/a", injects_if_span_bad);
  server.Get("/b", injects_if_guard_bad);
  server.Get("/c", injects_if_param_bad);
  server.Delete("/stock", release);
}

// An invalid context holds nothing that could be injected.
void FP_injects_if_valid() {
  ClientSpan guard("POST /b");
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  if (trace::Tracer::GetCurrentSpan()->GetContext().IsValid())
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Headers headers(values.begin(), values.end());
  httplib::Client client("upstream", 8080);
  client.Post("/b", headers, "", "application/json");
  // FP missing-context-injection: IsValid() is not known as a question about it
}
