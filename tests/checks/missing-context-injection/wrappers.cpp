// FLAGS: -std=c++20
// Wrappers count: helpers, guards, lambdas, templates, macros, constructor
// overloads, members; and who must inject where the carrier comes from outside.
#include "carriers.h"

#include <httplib.h>

#include <memory>
#include <utility>

namespace {
void inject_into(httplib::Headers &headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}

void inject_through_pointer(httplib::Headers *headers) {
  inject_into(*headers);
}

void inject_if_given(httplib::Headers *headers) {
  if (headers == nullptr)
    return;
  inject_into(*headers);
}

httplib::Headers traced_headers() {
  httplib::Headers headers;
  inject_into(headers);
  return headers;
}

httplib::Headers plain_headers() {
  return httplib::Headers{{"accept", "application/json"}};
}

/// Gives up half-way for anonymous users.
void inject_for_user(httplib::Headers &headers, const std::string &user) {
  if (user.empty())
    return;
  headers.emplace("x-user", user);
  inject_into(headers);
}

/// Takes a copy, so that the caller's headers stay as they are.
void inject_into_copy(httplib::Headers headers) { inject_into(headers); }

template <class Headers> void inject_into_any(Headers &headers) {
  MapCarrier<Headers> carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}

/// Starts a client span, activates it and injects it; ends it in the end.
class ClientCall {
public:
  ClientCall(const char *name, httplib::Headers &headers)
      : span_(Tracer()->StartSpan(name, ClientKind())), scope_(span_) {
    inject_into(headers);
  }
  ~ClientCall() { span_->End(); }

private:
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

/// The same without the injection.
class TimedCall {
public:
  explicit TimedCall(const char *name)
      : span_(Tracer()->StartSpan(name, ClientKind())), scope_(span_) {}

private:
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

/// One constructor injects, the other does not.
struct CallHeaders {
  CallHeaders() = default;
  explicit CallHeaders(const nostd::shared_ptr<trace::Span> &span) {
    values.emplace("traceparent", FormatTraceparent(span->GetContext()));
  }
  httplib::Headers values;
};
} // namespace

#define INJECT_CONTEXT(HEADERS)                                                \
  do {                                                                         \
    MapCarrier<httplib::Headers> carrier_(HEADERS);                            \
    Propagator()->Inject(carrier_, context::RuntimeContext::GetCurrent());     \
  } while (false)

void helper_by_reference_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  inject_into(headers);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

void helper_by_pointer_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers = plain_headers();
  inject_through_pointer(&headers);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

// The helper's way out is for null, which this never is.
void helper_with_null_check_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  inject_if_given(&headers);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

void helper_by_value_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", traced_headers());
}

void plain_helper_by_value_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", plain_headers());
  // WARN missing-context-injection:
}

void helper_gives_up_early_bad(const std::string &user) {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  inject_for_user(headers, user);
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
  // WARN missing-context-injection:
}

void helper_takes_copy_bad() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  inject_into_copy(headers);
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
  // WARN missing-context-injection:
}

void helper_template_ok() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  inject_into_any(headers);
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
}

void macro_ok() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  INJECT_CONTEXT(headers);
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
}

void lambda_called_in_place_ok() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  const httplib::Headers headers = [] {
    httplib::Headers result;
    MapCarrier carrier(result);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    return result;
  }();
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
}

void named_lambda_ok() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  auto inject = [&headers](const trace::SpanContext &from) {
    headers.emplace("traceparent", FormatTraceparent(from));
  };
  inject(span->GetContext());
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
}

void named_lambda_never_called_bad() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  auto inject = [&headers] { inject_through_pointer(&headers); };
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
  // WARN missing-context-injection:
  (void)inject;
}

void guard_injects_ok() {
  httplib::Headers headers;
  ClientCall call("GET /cart", headers);
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
}

void guard_only_times_bad() {
  httplib::Headers headers;
  TimedCall call("GET /cart");
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
  // WARN missing-context-injection:
}

void injecting_constructor_ok() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  CallHeaders headers(span);
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers.values);
}

void default_constructor_bad() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  CallHeaders headers;
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers.values);
  // WARN missing-context-injection:
}

// The carrier is the caller's, and no caller is in sight.
bool fetch_for_unknown_callers_ok(const httplib::Headers &headers) {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Client client("carts", 8080);
  return bool(client.Get("/cart", headers));
}

namespace {
bool fetch_with_injected_ok(const httplib::Headers &headers) {
  httplib::Client client("carts", 8080);
  return bool(client.Get("/cart", headers));
}

// One of two callers forgets; told once, at the send.
bool fetch_with_forgotten_bad(const httplib::Headers &headers) {
  httplib::Client client("carts", 8080);
  return bool(client.Get("/cart", headers));
  // WARN missing-context-injection:
}

bool fetch_with_default_bad(const httplib::Headers &headers = {}) {
  httplib::Client client("carts", 8080);
  return bool(client.Get("/cart", headers));
  // WARN missing-context-injection:
}
} // namespace

void call_all_fetches() {
  {
    auto span = Tracer()->StartSpan("GET /cart", ClientKind());
    trace::Scope scope(span);
    httplib::Headers headers = traced_headers();
    fetch_with_injected_ok(headers);
  }
  {
    auto span = Tracer()->StartSpan("GET /cart", ClientKind());
    trace::Scope scope(span);
    httplib::Headers headers = traced_headers();
    fetch_with_injected_ok(headers);
    fetch_with_forgotten_bad(headers);
    fetch_with_forgotten_bad(plain_headers());
  }
  {
    auto span = Tracer()->StartSpan("GET /cart", ClientKind());
    trace::Scope scope(span);
    fetch_with_default_bad();
  }
}

/// Keeps its headers in a member; who fills them is not seen.
class CartApi {
public:
  explicit CartApi(httplib::Headers headers) : headers_(std::move(headers)) {}
  bool fetch_member_ok() { return bool(client_.Get("/cart", headers_)); }

private:
  httplib::Client client_{"carts", 8080};
  httplib::Headers headers_;
};

namespace {
class OwnedApi {
public:
  void inject() { inject_into(headers_); }
  bool fetch_after_inject_ok() { return bool(client_.Get("/cart", headers_)); }
  bool fetch_without_inject_bad() {
    return bool(client_.Get("/cart", headers_));
    // WARN missing-context-injection:
  }

private:
  httplib::Client client_{"carts", 8080};
  httplib::Headers headers_;
};
} // namespace

void use_owned_api() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  OwnedApi traced;
  traced.inject();
  traced.fetch_after_inject_ok();
  OwnedApi plain;
  plain.fetch_without_inject_bad();
}

void shared_headers_ok() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  auto headers = std::make_shared<httplib::Headers>();
  inject_through_pointer(headers.get());
  auto same = headers;
  httplib::Client client("carts", 8080);
  client.Get("/cart", *same);
}

// What was injected has moved on.
void moved_away_bad() {
  auto span = Tracer()->StartSpan("GET /cart", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers = traced_headers();
  httplib::Headers kept = std::move(headers);
  headers = httplib::Headers();
  httplib::Client client("carts", 8080);
  client.Get("/cart", headers);
  // WARN missing-context-injection:
  (void)kept;
}
