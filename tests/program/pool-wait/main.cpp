#include "orders.h"

#include "http_spans.h"

#include <string>

namespace {
Pool orders;
TracedPool items;

void getOrders(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'getOrders'
  auto span = StartServer("GET /orders", request);
  trace::Scope scope(span);
  response.set_content(std::to_string(countOrders(orders)), "text/plain");
  // NOTE 'countOrders' is called here
}

void getItems(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /items", request);
  trace::Scope scope(span);
  response.set_content(std::to_string(countItems(items)), "text/plain");
}
} // namespace

int main() {
  warmUp(orders);
  // NO-NOTE is called here
  httplib::Server server;
  server.Get("/orders", getOrders);
  server.Get("/items", getItems);
  server.listen("0.0.0.0", 8080);
}
