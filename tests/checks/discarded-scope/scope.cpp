// FLAGS: -std=c++20
// Scopes that die at once, and scopes that live.
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using SpanPtr = nostd::shared_ptr<trace::Span>;

namespace {

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("scopes");
}

void work() {}

#define ACTIVATE(SPAN) trace::Tracer::WithActiveSpan(SPAN)
#define ACTIVE_SPAN(SPAN) auto activeScope = trace::Tracer::WithActiveSpan(SPAN)

// Hands its scope to the caller.
trace::Scope activate(SpanPtr span) { return trace::Scope(span); }

struct Active {
  SpanPtr span;
  trace::Scope scope;
};

Active startActive(const char *name) {
  auto span = tracer()->StartSpan(name);
  return {span, trace::Scope(span)};
}

class Guard {
public:
  explicit Guard(const char *name)
      : span_(tracer()->StartSpan(name)), scope_(span_) {}
  ~Guard() { span_->End(); }

private:
  SpanPtr span_;
  trace::Scope scope_;
};

void workUnder(trace::Scope) { work(); }
void workUnderReference(const trace::Scope &) { work(); }

} // namespace

void temporary_bad() {
  auto span = tracer()->StartSpan("load");
  trace::Scope{span};
  // WARN discarded-scope:
  work();
  span->End();
}

void temporaryOfCall_bad() {
  trace::Scope(tracer()->StartSpan("load"));
  // WARN discarded-scope:
  work();
}

void ignoredMember_bad() {
  auto span = tracer()->StartSpan("load");
  tracer()->WithActiveSpan(span);
  // WARN discarded-scope:
  work();
  span->End();
}

void ignoredStatic_bad() {
  SpanPtr span = tracer()->StartSpan("load");
  trace::Tracer::WithActiveSpan(span);
  // WARN discarded-scope:
  work();
}

void castToVoid_bad() {
  auto span = tracer()->StartSpan("load");
  (void)trace::Tracer::WithActiveSpan(span);
  // WARN discarded-scope:
  work();
}

void staticCastToVoid_bad() {
  auto span = tracer()->StartSpan("load");
  static_cast<void>(trace::Scope{span});
  // WARN discarded-scope:
  work();
}

// The left side lives until the whole expression is done.
void leftOfComma_ok() {
  auto span = tracer()->StartSpan("load");
  trace::Scope{span}, work();
}

void rightOfComma_bad() {
  auto span = tracer()->StartSpan("load");
  work(), trace::Scope{span};
  // WARN discarded-scope:
}

void bodyOfCase_bad(int n) {
  auto span = tracer()->StartSpan("load");
  switch (n) {
  case 1:
    trace::Scope{span};
    // WARN discarded-scope:
    break;
  default:
    work();
  }
}

void macro_bad() {
  auto span = tracer()->StartSpan("load");
  ACTIVATE(span);
  // WARN discarded-scope:
  work();
}

void underIf_bad(bool detailed) {
  auto span = tracer()->StartSpan("load");
  if (detailed)
    trace::Tracer::WithActiveSpan(span);
    // WARN discarded-scope:
  work();
}

// The helper returns the scope; its caller throws it away.
void helperIgnored_bad() {
  auto span = tracer()->StartSpan("load");
  activate(span);
  // WARN discarded-scope:
  work();
}

void lambdaIgnored_bad() {
  auto span = tracer()->StartSpan("load");
  auto on = [&span] { return trace::Scope{span}; };
  on();
  // WARN discarded-scope:
  work();
}

void insideLambda_bad() {
  auto span = tracer()->StartSpan("load");
  auto run = [&span] {
    trace::Scope{span};
    // WARN discarded-scope:
    work();
  };
  run();
}

template <typename SpanType> void inTemplate_bad(SpanType span) {
  trace::Tracer::WithActiveSpan(span);
  // WARN discarded-scope:
  work();
}

void instantiate() { inTemplate_bad(tracer()->StartSpan("load")); }

// What holds a scope dies with it.
void aggregateIgnored_bad() {
  startActive("load");
  // WARN discarded-scope:
  work();
}

void guardTemporary_bad() {
  Guard{"load"};
  // WARN discarded-scope:
  work();
}

void named_ok() {
  auto span = tracer()->StartSpan("load");
  trace::Scope scope{span};
  work();
  span->End();
}

void namedResult_ok() {
  auto span = tracer()->StartSpan("load");
  auto scope = trace::Tracer::WithActiveSpan(span);
  work();
}

void unusedName_ok() {
  auto span = tracer()->StartSpan("load");
  [[maybe_unused]] auto scope = tracer()->WithActiveSpan(span);
  (void)scope;
  work();
}

// A reference keeps the temporary alive.
void boundToReference_ok() {
  auto span = tracer()->StartSpan("load");
  auto &&scope = trace::Tracer::WithActiveSpan(span);
  const trace::Scope &inner = trace::Scope{span};
  work();
  (void)scope;
  (void)inner;
}

void oneLiner_ok() {
  auto scope = trace::Scope(tracer()->StartSpan("load"));
  work();
}

void namedMacro_ok() {
  auto span = tracer()->StartSpan("load");
  ACTIVE_SPAN(span);
  work();
}

void helperNamed_ok() {
  auto scope = activate(tracer()->StartSpan("load"));
  work();
}

trace::Scope returned_ok(SpanPtr &span) {
  return trace::Tracer::WithActiveSpan(span);
}

trace::Scope conditional_ok(bool first, SpanPtr &a, SpanPtr &b) {
  return first ? trace::Tracer::WithActiveSpan(a) : trace::Scope{b};
}

// Alive until the call it is passed to returns.
void passedOn_ok() {
  auto span = tracer()->StartSpan("load");
  workUnder(trace::Scope{span});
  workUnderReference(trace::Tracer::WithActiveSpan(span));
}

void structuredBinding_ok() {
  auto [span, scope] = startActive("load");
  work();
  span->End();
}

void inCondition_ok(bool ready) {
  auto span = tracer()->StartSpan("load");
  if (auto scope = trace::Tracer::WithActiveSpan(span); ready)
    work();
}

void inOptional_ok() {
  auto span = tracer()->StartSpan("load");
  std::optional<trace::Scope> scope;
  scope.emplace(span);
  work();
}

void moved_ok() {
  auto span = tracer()->StartSpan("load");
  auto first = trace::Tracer::WithActiveSpan(span);
  auto second = std::move(first);
  work();
}

// Never evaluated.
bool unevaluated_ok(const SpanPtr &span) {
  return noexcept(trace::Scope{span}) && sizeof(trace::Scope{span}) > 0;
}

class Member_ok {
public:
  explicit Member_ok(SpanPtr span)
      : span_(span), scope_(trace::Tracer::WithActiveSpan(span_)) {}

private:
  SpanPtr span_;
  trace::Scope scope_;
};

void memberHolder_ok() {
  Member_ok holder(tracer()->StartSpan("load"));
  work();
}

// Silenced where it stands.
void nolint_ok() {
  auto span = tracer()->StartSpan("load");
  trace::Scope{span}; // NOLINT(tracing-discarded-scope)
  work();
}
