#include "handlers.h"

#include "http_spans.h"

#include <sqlite3.h>
#include <unistd.h>

namespace {
sqlite3 *database = nullptr;
}

// Behind the hooks that main installs.
void getOrders(const httplib::Request &, httplib::Response &response) {
  usleep(10);
  ClientSpan span("GET /orders");
  httplib::Client client("orders", 8080);
  response.status = client.Get("/orders", span.headers()) ? 200 : 502;
}

void CompactHandler::handleRequest(Poco::Net::HTTPServerRequest &,
                                   // WARN uninstrumented-handler:
                                   Poco::Net::HTTPServerResponse &response) {
  sqlite3_exec(database, "vacuum", nullptr, nullptr, nullptr);
  // WARN blocking-call-outside-span: 'sqlite3_exec'
  response.send();
}
