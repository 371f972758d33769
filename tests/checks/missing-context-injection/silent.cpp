// FLAGS: -std=c++20
// What is rightly not injected: start-up, health and metrics, telemetry itself,
// what a NOLINT covers; and the same code where it is not exempt.
#include "carriers.h"

#include <httplib.h>

using httplib::Request;
using httplib::Response;

namespace {
// Reached from main alone, before there is any request or span.
std::string load_prices_ok() {
  httplib::Client client("prices", 8080);
  auto result = client.Get("/all");
  return result ? result->body : std::string();
}

bool register_service_ok(const std::string &name) {
  httplib::Client client("registry", 8500);
  return bool(client.Put("/v1/agent/service/register", name, "text/plain"));
}

// Start-up too, but under a span.
void warm_up_bad() {
  auto span = Tracer()->StartSpan("warm-up", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  client.Get("/warm");
  // WARN missing-context-injection:
}

// Reached from a health route alone.
bool backend_is_up_ok() {
  httplib::Client client("inventory", 8080);
  return bool(client.Get("/ping"));
}

// Reached from a health route, and from elsewhere under a span.
bool shared_probe_bad() {
  httplib::Client client("inventory", 8080);
  return bool(client.Get("/stock"));
  // WARN missing-context-injection:
}
} // namespace

void serve_health_ok(httplib::Server &server) {
  server.Get("/health", [](const Request &, Response &response) {
    httplib::Client client("inventory", 8080);
    response.status = client.Get("/ping") ? 200 : 503;
  });
  server.Get("/api/v1/readyz", [](const Request &, Response &response) {
    response.status = backend_is_up_ok() && shared_probe_bad() ? 200 : 503;
  });
}

void serve_metrics_ok(httplib::Server &server) {
  server.Get("/metrics", [](const Request &, Response &response) {
    httplib::Client client("statsd", 8125);
    auto result = client.Get("/dump");
    response.set_content(result ? result->body : "", "text/plain");
  });
}

bool check_stock() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  return shared_probe_bad();
}

/// Telemetry's own transport: tracing it would make spans for ever.
class OtlpHttpExporter {
public:
  bool export_ok(const std::string &spans) {
    httplib::Client client("http://otel-collector:4318");
    return bool(client.Post("/v1/traces", spans, "application/x-protobuf"));
  }
};

void accepted_gap_ok() {
  auto span = Tracer()->StartSpan("GET /legacy", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("legacy", 80);
  client.Get("/legacy"); // NOLINT(tracing-missing-context-injection)
  // NOLINTNEXTLINE(tracing-*)
  client.Get("/legacy/2");
}

int main() {
  std::string prices = load_prices_ok();
  register_service_ok("shop");
  warm_up_bad();
  // Start-up in place.
  httplib::Client client("config", 8080);
  auto config = client.Get("/shop");
  httplib::Server server;
  serve_health_ok(server);
  serve_metrics_ok(server);
  server.Get("/prices", [prices](const Request &, Response &response) {
    response.set_content(prices, "text/plain");
  });
  return server.listen("0.0.0.0", config ? 8080 : 8081) ? 0 : 1;
}
