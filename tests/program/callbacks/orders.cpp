#include "orders.h"

#include "http_spans.h"
#include "router.h"

#include <chrono>
#include <string>
#include <thread>

using namespace std::chrono_literals;

// Registered through addRoute, which only passes the request on.
void getHealthReport(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'getHealthReport'
  // NOTE handled in 'getHealthReport'
  std::this_thread::sleep_for(5ms);
  // WARN blocking-call-outside-span: 'sleep_for'
  response.set_content("fine", "text/plain");
}

void getTotals(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /totals", request);
  trace::Scope scope(span);
  std::this_thread::sleep_for(5ms);
  response.set_content("7", "text/plain");
}

// The callback answers from memory.
void Orders::list(const httplib::Request &request,
                  httplib::Response &response) {
  auto span = StartServer("GET /orders", request);
  trace::Scope scope(span);
  std::string body;
  forEachRow(connection_, "orders", [&](const char *id) { body += id; });
  response.set_content(body, "text/plain");
}

// The callback asks the cache, and opens no span for it.
void Orders::warm(const httplib::Request &request,
                  // NOTE 'Orders::warm'
                  httplib::Response &response) {
  auto span = StartServer("GET /warm", request);
  trace::Scope scope(span);
  forEachRow(connection_, "orders", [&](const char *id) {
    // NOTE 'forEachRow' is called here
    freeReplyObject(redisCommand(cache_, "SET order:%s 1", id));
    // WARN missing-client-span: 'redisCommand'
  });
  response.status = 204;
}

// Registered by a lambda that only passes the request on.
void Orders::drop(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'Orders::drop'
  freeReplyObject(redisCommand(cache_, "FLUSHALL"));
  // WARN blocking-call-outside-span: 'redisCommand'
  response.status = 204;
}
