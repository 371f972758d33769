// The client of the price service: its own job is to inject.
#include "prices.h"

#include "headers.h"
#include "http_spans.h"

namespace {
httplib::Client &prices() {
  static httplib::Client client("prices", 8080);
  return client;
}
} // namespace

// The helper that it chose forgets.
int fetchPrice(const std::string &tenant, const std::string &sku) {
  ClientSpan span("GET /prices/{sku}");
  auto answer = prices().Get("/prices/" + sku, tenantHeaders(tenant));
  // WARN missing-context-injection: 'Client::Get'
  return answer ? std::stoi(answer->body) : 0;
}

// A helper fills the headers made here, and it does not inject.
int fetchDiscount(const std::string &tenant) {
  ClientSpan span("GET /discount");
  httplib::Headers headers{{"x-tenant", tenant}};
  addAccept(headers);
  auto answer = prices().Get("/discount", headers);
  // WARN missing-context-injection:
  return answer ? std::stoi(answer->body) : 0;
}

// The same with both helpers.
int fetchTax(const std::string &tenant) {
  ClientSpan span("GET /tax");
  httplib::Headers headers{{"x-tenant", tenant}};
  addAccept(headers);
  addContext(headers);
  auto answer = prices().Get("/tax", headers);
  return answer ? std::stoi(answer->body) : 0;
}
