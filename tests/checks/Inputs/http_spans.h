// Helpers over cpp-httplib that many services write: a server span with its
// parent extracted, a client span, headers that hold the current context.
#ifndef TRACE_TIDY_TESTS_CHECKS_INPUTS_HTTP_SPANS_H
#define TRACE_TIDY_TESTS_CHECKS_INPUTS_HTTP_SPANS_H

#include "carriers.h"

#include <httplib.h>

using SpanPtr = nostd::shared_ptr<trace::Span>;

/// A server span whose parent comes from the request; not yet active.
inline SpanPtr StartServer(const char *name, const httplib::Request &request) {
  MapReader carrier(request.headers);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  return Tracer()->StartSpan(name, options);
}

/// A client span under the current one; not yet active.
inline SpanPtr StartClient(const char *name) {
  return Tracer()->StartSpan(name, ClientKind());
}

/// Headers that carry the current context.
inline httplib::Headers InjectedHeaders() {
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  return headers;
}

/// A client span that is active as long as it lives.
class ClientSpan {
public:
  explicit ClientSpan(const char *name)
      : span_(StartClient(name)), scope_(span_) {}
  ~ClientSpan() { span_->End(); }
  httplib::Headers headers() const { return InjectedHeaders(); }

private:
  SpanPtr span_;
  trace::Scope scope_;
};

#endif
