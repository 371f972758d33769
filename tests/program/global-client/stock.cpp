#include "clients.h"
#include "handlers.h"
#include "http_spans.h"

// One of two calls through the shared client injects.
void getStock(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  {
    ClientSpan call("GET /stock");
    response.status = inventory.Get("/stock", call.headers()) ? 200 : 502;
  }
  ClientSpan call("GET /shelves");
  if (!inventory.Get("/shelves"))
    // WARN missing-context-injection: 'Client::Get'
    response.status = 502;
}
