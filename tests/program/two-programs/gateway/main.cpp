#include "upstream.h"

#include "http_spans.h"

namespace {
Upstream upstream;

void handle(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /entries", request);
  trace::Scope scope(span);
  response.status = upstream.fetch("/entries") ? 200 : 502;
}

void keep(const httplib::Request &request, httplib::Response &response) {
  // WARN uninstrumented-handler: 'keep'
  // NOTE handled in 'keep'
  response.status = store(request.body) ? 201 : 500;
  // NOTE 'store' is called here
}
} // namespace

int main() {
  httplib::Server server;
  server.Get("/entries", handle);
  server.Post("/entries", keep);
  server.listen("0.0.0.0", 8080);
}
