#include "probes.h"

// Both are registered under routes that are rightly untraced.
void getAlive(const httplib::Request &, httplib::Response &response) {
  response.status = pingDatabase() && pingCache() ? 200 : 503;
  // NO-NOTE is called here
}

void getMetrics(const httplib::Request &, httplib::Response &response) {
  response.set_content(pingDatabase() ? "up 1\n" : "up 0\n", "text/plain");
}

// This one is not, and reaches one of the two.
void getCounts(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'getCounts'
  // NOTE handled in 'getCounts'
  response.status = pingCache() ? 200 : 503;
  // NOTE 'pingCache' is called here
}
