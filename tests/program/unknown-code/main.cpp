#include "calls.h"
#include "http_spans.h"
#include "vendor.h"

namespace {
void getStock(const httplib::Request &request, httplib::Response &response) {
  vendor::RequestGuard guard(request);
  httplib::Headers headers;
  vendor::decorate(headers);
  vendor::measured("settle", [] { settle(); });
  response.status = fetch(headers) ? 200 : 502;
}

void putStock(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("PUT /stock", request);
  trace::Scope scope(span);
  const std::string name = vendor::quoted("stock");
  response.status = store({{"accept", "text/plain"}}) ? 200 : 502;
  // NOTE hands in headers into which nothing was injected
  response.set_content(name, "text/plain");
}

void postSync(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'postSync'
  flushDisks();
  // NOTE 'flushDisks' is called here
  response.status = 204;
}
} // namespace

int main() {
  httplib::Server server;
  server.Get("/stock", getStock);
  server.Put("/stock", putStock);
  server.Post("/sync", postSync);
  server.listen("0.0.0.0", 8080);
}
