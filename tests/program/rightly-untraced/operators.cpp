#include "probes.h"

#include <unistd.h>

// trace-tidy: untraced(the operators' own page)
void getOperators(const httplib::Request &, httplib::Response &response) {
  usleep(100);
  response.status = 200;
}
