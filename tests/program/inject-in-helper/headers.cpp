#include "headers.h"

#include "carriers.h"

void addContext(httplib::Headers &headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}

void addAccept(httplib::Headers &headers) {
  headers.emplace("accept", "application/json");
}

httplib::Headers tenantHeaders(const std::string &tenant) {
  httplib::Headers headers;
  headers.emplace("x-tenant", tenant);
  return headers;
}

httplib::Headers tracedHeaders(const std::string &tenant) {
  httplib::Headers headers = tenantHeaders(tenant);
  addContext(headers);
  return headers;
}
