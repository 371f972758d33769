#include "proxy.h"

#include "headers.h"
#include "http_spans.h"

// What comes from the request is its tenant, not its trace.
void getPrice(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /price", request);
  trace::Scope scope(span);
  ClientSpan call("GET /price");
  httplib::Client client("prices", 8080);
  const std::string tenant = request.get_param_value("tenant");
  response.status = client.Get("/price", tenantHeaders(tenant)) ? 200 : 502;
  // WARN missing-context-injection: 'Client::Get'
}

void getStock(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  ClientSpan call("GET /stock");
  httplib::Client client("stock", 8080);
  response.status = client.Get("/stock", forwardedHeaders(request)) ? 200 : 502;
}
