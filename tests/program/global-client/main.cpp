#include "clients.h"
#include "handlers.h"

int main() {
  setUpClients();
  inventory.Get("/version");
  httplib::Server server;
  server.Get("/stock", getStock);
  server.Get("/price", getPrice);
  server.listen("0.0.0.0", 8080);
}
