#include "orders.h"
#include "router.h"

#include <functional>

int main() {
  Orders orders(PQconnectdb("dbname=orders"), redisConnect("cache", 6379));
  httplib::Server server;
  addRoute(server, "/report", getHealthReport);
  addRoute(server, "/totals", &getTotals);
  server.Get("/orders", std::bind(&Orders::list, &orders, std::placeholders::_1,
                                  std::placeholders::_2));
  addRoute(server, "/warm",
           [&](const httplib::Request &request, httplib::Response &response) {
             orders.warm(request, response);
           });
  server.Delete("/cache", [&](const httplib::Request &request,
                              httplib::Response &response) {
    orders.drop(request, response);
  });
  server.listen("0.0.0.0", 8080);
}
