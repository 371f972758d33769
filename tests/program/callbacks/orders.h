#pragma once
#include <hiredis/hiredis.h>
#include <httplib.h>
#include <libpq-fe.h>

// Handlers as functions.
void getHealthReport(const httplib::Request &request,
                     httplib::Response &response);
void getTotals(const httplib::Request &request, httplib::Response &response);

// Handlers as methods.
class Orders {
public:
  Orders(PGconn *connection, redisContext *cache)
      : connection_(connection), cache_(cache) {}
  void list(const httplib::Request &request, httplib::Response &response);
  void warm(const httplib::Request &request, httplib::Response &response);
  void drop(const httplib::Request &request, httplib::Response &response);

private:
  PGconn *connection_;
  redisContext *cache_;
};
