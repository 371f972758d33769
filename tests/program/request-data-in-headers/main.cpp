#include "proxy.h"

int main() {
  httplib::Server server;
  server.Get("/price", getPrice);
  server.Get("/stock", getStock);
  server.listen("0.0.0.0", 8080);
}
