// FLAGS: -std=c++20
// Callables that are put together before they are called.
#include "carriers.h"

#include <httplib.h>

#include <functional>

static void inject_into(httplib::Headers &headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}

static void leave_alone(httplib::Headers &) {}

void bound_helper_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  auto prepare = std::bind(&inject_into, std::ref(headers));
  prepare();
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

void bound_bystander_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  auto prepare = std::bind(&leave_alone, std::ref(headers));
  prepare();
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
  // WARN missing-context-injection:
}
