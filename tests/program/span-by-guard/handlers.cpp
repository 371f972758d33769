#include "orders.h"
#include "spans.h"

#include <string>

namespace {
PGconn *connection = nullptr;
int journal = -1;

void getOrders(const httplib::Request &request, httplib::Response &response) {
  ServerSpan span("GET /orders", request);
  int count = 0;
  {
    CallSpan query("SELECT orders");
    count = countOrders(connection);
  }
  {
    CallSpan query("SELECT items");
    count += countItems(connection);
    // NO-NOTE is called here
  }
  syncJournal(journal);
  response.set_content(std::to_string(count), "text/plain");
}

// No span around the query.
void getItems(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'getItems'
  ServerSpan span("GET /items", request);
  int count = countItems(connection);
  // NOTE 'countItems' is called here
  response.set_content(std::to_string(count), "text/plain");
}

// No span at all.
void postFlush(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'postFlush'
  // NOTE handled in 'postFlush'
  syncJournal(journal);
  // NOTE 'syncJournal' is called here
  response.status = 204;
}
} // namespace

int main() {
  connection = PQconnectdb("dbname=orders");
  httplib::Server server;
  server.Get("/orders", getOrders);
  server.Get("/items", getItems);
  server.Post("/flush", postFlush);
  server.listen("0.0.0.0", 8080);
}
