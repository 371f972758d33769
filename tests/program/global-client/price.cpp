#include "clients.h"
#include "handlers.h"
#include "http_spans.h"

void getPrice(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /price", request);
  trace::Scope scope(span);
  {
    ClientSpan call("GET /price");
    response.status = prices().Get("/price", call.headers()) ? 200 : 502;
  }
  httplib::Headers headers{{"accept", "text/plain"}};
  prices().Get("/tax", headers);
  // WARN missing-context-injection: 'Client::Get'
  // WARN missing-client-span: 'Client::Get'
}
