#include "http.h"
#include "http_spans.h"
#include "orders.h"

// Third caller.
bool charge(const std::string &order) {
  httplib::Headers headers{{"accept", "text/plain"}};
  inject(headers);
  return post("payment", "/charges/" + order, headers);
  // NO-NOTE hands in headers
}

bool archive(const std::string &order) {
  std::map<std::string, std::string> headers{{"Expect", ""}};
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  return upload("http://archive:8080/" + order, headers);
  // NO-NOTE hands in headers
}
