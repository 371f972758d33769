#include "spans.h"

#include "carriers.h"

#include <utility>

using SpanPtr = nostd::shared_ptr<trace::Span>;

struct ServerSpan::State {
  explicit State(SpanPtr s) : span(std::move(s)), scope(span) {}
  SpanPtr span;
  trace::Scope scope;
};

struct CallSpan::State {
  explicit State(SpanPtr s) : span(std::move(s)), scope(span) {}
  SpanPtr span;
  trace::Scope scope;
};

ServerSpan::ServerSpan(const char *name, const httplib::Request &request) {
  MapReader carrier(request.headers);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  state_ = std::make_unique<State>(Tracer()->StartSpan(name, options));
  // NOTE the span around it starts here
}

ServerSpan::~ServerSpan() { state_->span->End(); }

CallSpan::CallSpan(const char *name)
    : state_(
          std::make_unique<State>(Tracer()->StartSpan(name, ClientKind()))) {}

CallSpan::~CallSpan() { state_->span->End(); }
