// FLAGS: -std=c++20
// Tokens that die at once, and contexts and baggage whose changed copy is
// dropped, in httplib handlers and beside them.
#include <httplib.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace baggage = opentelemetry::baggage;
namespace nostd = opentelemetry::nostd;
using context::RuntimeContext;

namespace {

void work() {}

constexpr std::int64_t tenant = 7;

struct Incoming : context::propagation::TextMapCarrier {
  const httplib::Request &request;
  explicit Incoming(const httplib::Request &r) : request(r) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request.headers.find(std::string(key));
    return it == request.headers.end() ? nostd::string_view("")
                                       : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}
};

context::Context extract(const httplib::Request &request) {
  Incoming carrier(request);
  context::Context none;
  return trace::propagation::HttpTraceContext().Extract(carrier, none);
}

// A value of the program's own with a setter of the same name.
struct Cell {
  Cell SetValue(const char *, int) { return *this; }
};

} // namespace

// The extracted context is attached for an instant.
void attachIgnored_bad(const httplib::Request &req, httplib::Response &res) {
  RuntimeContext::Attach(extract(req));
  // WARN discarded-scope:
  work();
  res.status = 200;
}

void attachKept_ok(const httplib::Request &req, httplib::Response &res) {
  auto token = RuntimeContext::Attach(extract(req));
  work();
  res.status = 200;
}

void routes(httplib::Server &svr) {
  svr.Get("/bad", attachIgnored_bad);
  svr.Get("/ok", attachKept_ok);
}

void attachCastToVoid_bad(const context::Context &parent) {
  (void)RuntimeContext::Attach(parent);
  // WARN discarded-scope:
  work();
}

static nostd::unique_ptr<context::Token> enter(const context::Context &c) {
  return RuntimeContext::Attach(c);
}

void helperIgnored_bad(const context::Context &parent) {
  enter(parent);
  // WARN discarded-scope:
  work();
}

void helperKept_ok(const context::Context &parent) {
  const auto token = enter(parent);
  work();
}

class Entered_ok {
public:
  explicit Entered_ok(const context::Context &c)
      : token_(RuntimeContext::Attach(c)) {}

private:
  nostd::unique_ptr<context::Token> token_;
};

void setValueDropped_bad() {
  auto current = RuntimeContext::GetCurrent();
  current.SetValue("tenant", tenant);
  // WARN discarded-scope:
  auto token = RuntimeContext::Attach(current);
  work();
}

void chainDropped_bad(context::Context &c) {
  c.SetValue("tenant", tenant).SetValue("shard", tenant);
  // WARN discarded-scope:
}

void runtimeSetValueDropped_bad() {
  RuntimeContext::SetValue("tenant", tenant);
  // WARN discarded-scope:
  work();
}

void setSpanDropped_bad(const nostd::shared_ptr<trace::Span> &span) {
  context::Context c;
  trace::SetSpan(c, span);
  // WARN discarded-scope:
  auto token = RuntimeContext::Attach(c);
  work();
}

void baggageSetDropped_bad() {
  auto bag = baggage::GetBaggage(RuntimeContext::GetCurrent());
  bag->Set("tenant", "seven");
  // WARN discarded-scope:
  work();
}

void setBaggageDropped_bad(const nostd::shared_ptr<baggage::Baggage> &bag) {
  auto current = RuntimeContext::GetCurrent();
  baggage::SetBaggage(current, bag->Set("tenant", "seven"));
  // WARN discarded-scope:
  work();
}

void baggageDeleteDropped_bad(const nostd::shared_ptr<baggage::Baggage> &bag) {
  bag->Delete("tenant");
  // WARN discarded-scope:
}

void setValueKept_ok() {
  auto current = RuntimeContext::GetCurrent();
  current = current.SetValue("tenant", tenant);
  auto token = RuntimeContext::Attach(current.SetValue("shard", tenant));
  work();
}

context::Context setSpanReturned_ok(context::Context &c,
                                    const nostd::shared_ptr<trace::Span> &s) {
  return trace::SetSpan(c, s);
}

void baggageKept_ok() {
  auto current = RuntimeContext::GetCurrent();
  auto bag = baggage::GetBaggage(current)->Set("tenant", "seven");
  auto changed = baggage::SetBaggage(current, bag->Delete("shard"));
  auto token = RuntimeContext::Attach(changed);
  work();
}

// Reading drops nothing that was changed.
void readOnly_ok(const context::Context &c) {
  c.HasKey("tenant");
  baggage::GetBaggage(c);
}

// Only tokens and contexts are meant, not the name.
void otherSetValue_ok() {
  Cell cell;
  cell.SetValue("tenant", 7);
}
