#include "headers.h"

httplib::Headers tenantHeaders(const std::string &tenant) {
  httplib::Headers headers;
  headers.emplace("x-tenant", tenant);
  return headers;
}

httplib::Headers forwardedHeaders(const httplib::Request &request) {
  httplib::Headers headers;
  if (request.has_header("traceparent"))
    headers.emplace("traceparent", request.get_header_value("traceparent"));
  return headers;
}
