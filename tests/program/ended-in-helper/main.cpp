#include "handlers.h"

int main() {
  httplib::Server server;
  addRoutes(server);
  server.listen("0.0.0.0", 8080);
}
