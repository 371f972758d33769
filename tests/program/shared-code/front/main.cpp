#include "common/audit.h"

#include "http_spans.h"

namespace {
void getOrder(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /order", request);
  trace::Scope scope(span);
  archive(request.path);
  response.status = report(InjectedHeaders()) ? 200 : 502;
  // NO-NOTE hands in headers
}

void postOrder(const httplib::Request &request, httplib::Response &response) {
  // WARN uninstrumented-handler: 'postOrder'
  // NOTE handled in 'postOrder'
  audit(request.path);
  // NOTE 'audit' is called here
  response.status = 201;
}
} // namespace

int main() {
  httplib::Server server;
  server.Get("/order", getOrder);
  server.Post("/order", postOrder);
  server.listen("0.0.0.0", 8080);
}
