#include "config.h"
#include "handlers.h"

#include <iostream>

int main() {
  std::cout << loadConfig();
  // NO-NOTE called here
  std::cout << refreshPrices();
  // NO-NOTE called here
  httplib::Server server;
  server.Post("/refresh", postRefresh);
  server.listen("0.0.0.0", 8080);
}
