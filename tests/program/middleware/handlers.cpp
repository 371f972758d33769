#include "handlers.h"

#include "http_spans.h"

#include <unistd.h>

PGconn *connection = nullptr;

// Behind traced(): under its span.
void getOrders(const httplib::Request &, httplib::Response &response) {
  usleep(10);
  {
    ClientSpan span("SELECT orders");
    PQclear(PQexec(connection, "select * from orders"));
  }
  response.status = 200;
}

// Behind traced() as well, and the query has no span of its own.
void getItems(const httplib::Request &, httplib::Response &response) {
  PQclear(PQexec(connection, "select * from items"));
  // WARN missing-client-span: 'PQexec'
  response.status = 200;
}

// Behind counted() only.
void getStatus(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'getStatus'
  // NOTE handled in 'getStatus'
  usleep(10);
  // WARN blocking-call-outside-span: 'usleep'
  response.status = 200;
}
