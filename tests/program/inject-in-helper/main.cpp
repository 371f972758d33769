#include "handlers.h"

int main() {
  httplib::Server server;
  server.Get("/stock", getStock);
  server.Get(R"(/price/(\w+))", getPrice);
  server.listen("0.0.0.0", 8080);
}
