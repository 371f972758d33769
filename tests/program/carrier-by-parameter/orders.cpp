#include "orders.h"

#include "http.h"
#include "http_spans.h"

// First caller: injects in place.
void placeOrder(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("POST /orders", request);
  trace::Scope scope(span);
  httplib::Headers headers{{"accept", "application/json"}};
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  bool placed = post("inventory", "/reservations", headers);
  // NO-NOTE hands in headers
  placed = placed && charge(request.body) && sendReceipt(request.body);
  // NOTE 'sendReceipt'
  placed = placed && archive(request.body) && backUp(request.body);
  response.status = placed ? 201 : 502;
}

// Second caller: injects by the helper.
void cancelOrder(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("DELETE /orders", request);
  trace::Scope scope(span);
  httplib::Headers headers;
  inject(headers);
  bool cancelled = post("inventory", "/cancellations", headers);
  // NO-NOTE hands in headers
  response.status = cancelled ? 204 : 502;
}
