#include "orders.h"

int main() {
  httplib::Server server;
  server.Post("/orders", placeOrder);
  server.Delete(R"(/orders/(\d+))", cancelOrder);
  server.listen("0.0.0.0", 8080);
}
