#include "probes.h"

void getOperators(const httplib::Request &request, httplib::Response &response);

int main() {
  httplib::Server server;
  server.Get("/healthz", getAlive);
  server.Get("/internal/metrics", getMetrics);
  server.Get("/counts", getCounts);
  server.Get("/operators", getOperators);
  server.listen("0.0.0.0", 8080);
}
