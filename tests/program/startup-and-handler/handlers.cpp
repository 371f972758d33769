#include "handlers.h"

#include "config.h"

#include <string>

void postRefresh(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'postRefresh'
  // NOTE handled in 'postRefresh'
  int prices = refreshPrices();
  // NOTE 'refreshPrices' is called here
  response.set_content(std::to_string(prices), "text/plain");
}
