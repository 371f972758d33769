#include "handlers.h"
#include "middleware.h"

int main() {
  connection = PQconnectdb("dbname=orders");
  httplib::Server server;
  server.Get("/orders", traced("GET /orders", getOrders));
  server.Get("/items", counted(traced("GET /items", getItems)));
  server.Get("/status", counted(getStatus));
  server.listen("0.0.0.0", 8080);
}
