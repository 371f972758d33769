#include "handlers.h"

#include "headers.h"
#include "http_spans.h"
#include "prices.h"

namespace {
const std::string tenant = "main";
} // namespace

// What the helper in headers.cpp returns is injected.
void getStock(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  ClientSpan call("GET inventory/stock");
  httplib::Client inventory("inventory", 8080);
  auto answer = inventory.Get("/stock", tracedHeaders(tenant));
  response.status = answer ? answer->status : 502;
}

void getPrice(const httplib::Request &request, httplib::Response &response) {
  // NOTE 'getPrice'
  auto span = StartServer("GET /price", request);
  trace::Scope scope(span);
  int price = fetchPrice(tenant, request.matches[1]);
  // NOTE 'fetchPrice' is called here
  price -= fetchDiscount(tenant);
  // NOTE 'fetchDiscount' is called here
  price += fetchTax(tenant);
  // NO-NOTE is called here
  response.set_content(std::to_string(price), "text/plain");
}
