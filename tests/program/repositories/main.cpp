#include "orders.h"

#include <cstring>
#include <iostream>

int main(int argc, char **argv) {
  if (argc > 1 && !std::strcmp(argv[1], "--self-test")) {
    std::cout << makeSlow()->find("7");
    return 0;
  }
  Orders orders(makeCached(redisConnect("cache", 6379),
                           makeDatabase(PQconnectdb("dbname=orders"))));
  httplib::Server server;
  server.Get(R"(/orders/(\d+))", [&](const httplib::Request &request,
                                     httplib::Response &response) {
    orders.get(request, response);
  });
  server.listen("0.0.0.0", 8080);
}
