// FLAGS: -std=c++20
// All paths count: branches, loops, order, copies and the object that is meant.
#include "carriers.h"

#include <httplib.h>

#include <map>
#include <optional>

void early_return_before_injection_bad(bool cached) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  if (cached) {
    headers.emplace("if-none-match", "7");
    client.Get("/price", headers);
    // WARN missing-context-injection:
    return;
  }
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.Get("/price", headers);
}

void early_return_without_send_ok(bool cached) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  if (cached)
    return;
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.Get("/price", headers);
}

void injected_on_one_branch_bad(bool verbose) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  if (verbose) {
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  }
  client.Get("/price", headers);
  // WARN missing-context-injection:
}

void injected_on_both_branches_ok(bool by_hand) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  if (by_hand) {
    headers.emplace("traceparent", FormatTraceparent(span->GetContext()));
  } else {
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  }
  client.Get("/price", headers);
}

void injected_when_recording_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  if (span->IsRecording())
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.Get("/price", headers);
  // WARN missing-context-injection:
}

void injected_in_one_case_bad(int mode) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  switch (mode) {
  case 0:
    headers.emplace("traceparent", FormatTraceparent(span->GetContext()));
    break;
  case 1:
    headers.emplace("accept", "text/plain");
    break;
  default:
    return;
  }
  client.Get("/price", headers);
  // WARN missing-context-injection:
}

void injected_after_send_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  auto result = client.Get("/price", headers);
  // WARN missing-context-injection:
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  span->SetAttribute("ok", bool(result));
}

// Two carriers, and the wrong one is sent.
void injected_into_other_object_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers request_headers;
  httplib::Headers trace_headers;
  MapCarrier carrier(trace_headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.Get("/price", request_headers);
  // WARN missing-context-injection:
}

void injected_then_copied_ok() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Headers copy = headers;
  copy.emplace("accept", "text/plain");
  client.Get("/price", copy);
}

void copied_then_injected_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers{{"accept", "text/plain"}};
  httplib::Headers copy = headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  client.Get("/price", copy);
  // WARN missing-context-injection:
}

// The injected headers are thrown away before the send.
void injected_then_assigned_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  headers = httplib::Headers{{"accept", "text/plain"}};
  client.Get("/price", headers);
  // WARN missing-context-injection:
}

// A map is injected and copied into the real headers key by key.
void copied_by_loop_ok() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Headers headers;
  for (const auto &[key, value] : values)
    headers.emplace(key, value);
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
}

void copied_by_range_insert_ok() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Headers headers(values.begin(), values.end());
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
}

// What the parameter holds is the caller's job: a traceparent, for all we know.
void loop_over_parameter_ok(const std::map<std::string, std::string> &extra) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Headers headers;
  for (const auto &[key, value] : extra)
    headers.emplace(key, value);
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
}

void retried_with_same_headers_ok() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  for (int attempt = 0; attempt < 3; ++attempt)
    if (client.Get("/price", headers))
      break;
}

// The retry goes out without the headers of the first attempt.
void retried_without_headers_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  if (client.Get("/price", headers))
    return;
  client.Get("/price");
  // WARN missing-context-injection:
}

// The trace holds together, whichever span was current.
void injected_from_outer_span_ok() {
  auto outer = Tracer()->StartSpan("refresh");
  trace::Scope outer_scope(outer);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
}

// An explicit context that holds the span, which is never made current.
void injected_from_explicit_context_ok() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  auto current = context::RuntimeContext::GetCurrent();
  auto with_span = trace::SetSpan(current, span);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, with_span);
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
  span->End();
}

// An empty context injects nothing.
void injected_from_empty_context_bad() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::Context{});
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
  // WARN missing-context-injection:
}

// A propagator of its own; nothing global is read.
void own_propagator_ok() {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  trace::propagation::HttpTraceContext propagator;
  propagator.Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
}

void other_formats_by_hand_ok(const std::string &ids) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  httplib::Headers zipkin;
  zipkin.emplace("b3", ids);
  client.Get("/price", zipkin);
  httplib::Headers jaeger;
  jaeger.insert({"uber-trace-id", ids});
  client.Get("/price", jaeger);
  httplib::Headers datadog{{"x-datadog-trace-id", ids},
                           {"x-datadog-parent-id", ids}};
  client.Get("/price", datadog);
}

// A wrapper whose headers come from outside: told once, at the send, with a
// note for each caller that hands in none.
static void send_given_bad(const httplib::Headers &headers) {
  auto span = Tracer()->StartSpan("GET /price", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("prices", 8080);
  client.Get("/price", headers);
  // WARN missing-context-injection:
}

void first_caller() { send_given_bad({{"accept", "text/plain"}}); }

void second_caller() {
  httplib::Headers headers;
  send_given_bad(headers);
}
