#include "http_spans.h"
#include "post.h"

namespace {
void placeOrder(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("POST /orders", request);
  trace::Scope scope(span);
  Headers headers{{"Accept", "text/plain"}};
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  bool placed = post("http://inventory:8080/reservations", headers) == 201;
  // NO-NOTE 'post' is called here
  placed = charge() && placed;
  placed = sendReceipt() && placed;
  // NOTE 'sendReceipt' is called here
  response.status = placed ? 201 : 502;
}
} // namespace

int main() {
  httplib::Server server;
  server.Post("/orders", placeOrder);
  server.listen("0.0.0.0", 8080);
}
