#include "steps.h"

#include "http_spans.h"

#include <string>

namespace {
PGconn *connection = nullptr;

void postOrder(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'postOrder'
  auto span = StartServer("POST /orders", request);
  trace::Scope scope(span);
  int order = validate(connection, std::stoi(request.body));
  // NOTE 'validate' is called here
  response.set_content(std::to_string(order), "text/plain");
}
} // namespace

int main() {
  connection = PQconnectdb("dbname=orders");
  httplib::Server server;
  server.Post("/orders", postOrder);
  server.listen("0.0.0.0", 8080);
}
