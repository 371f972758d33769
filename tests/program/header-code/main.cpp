#include "handlers.h"

int main() {
  redisContext *cache = redisConnect("cache", 6379);
  httplib::Server server;
  addPriceRoutes(server, cache);
  addNameRoutes(server, cache);
  server.listen("0.0.0.0", 8080);
}
