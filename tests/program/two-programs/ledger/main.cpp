#include "upstream.h"

#include "http_spans.h"

namespace {
Upstream upstream;

void handle(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /entries", request);
  trace::Scope scope(span);
  response.status = upstream.fetch("/entries") ? 200 : 502;
}

// The same name as the gateway's handler, with a span.
void keep(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("POST /entries", request);
  trace::Scope scope(span);
  response.status = store(request.body) ? 201 : 500;
}
} // namespace

int main() {
  store("start");
  httplib::Server server;
  server.Get("/entries", handle);
  server.Post("/entries", keep);
  server.listen("0.0.0.0", 8080);
}
