// FLAGS: -std=c++20
// libcurl: the header list, the option that attaches it, reused handles, multi.
#include "carriers.h"

#include <curl/curl.h>

#include <map>
#include <memory>

namespace {
/// Appends to a header list as the propagator writes.
class SlistCarrier : public context::propagation::TextMapCarrier {
public:
  explicit SlistCarrier(curl_slist *&list) : list_(list) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    std::string line = std::string(key) + ": " + std::string(value);
    list_ = curl_slist_append(list_, line.c_str());
  }

private:
  curl_slist *&list_;
};

struct EasyCleanup {
  void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
struct SlistFree {
  void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
} // namespace

void easy_without_headers_bad() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto span = Tracer()->StartSpan("GET /stock", options);
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  CURLcode code = curl_easy_perform(handle);
  // WARN missing-context-injection:
  if (code != CURLE_OK)
    span->SetStatus(trace::StatusCode::kError, curl_easy_strerror(code));
  curl_easy_cleanup(handle);
  span->End();
}

void easy_foreign_headers_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *list = curl_slist_append(nullptr, "Accept: application/json");
  list = curl_slist_append(list, "X-Shop: 7");
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

void easy_traceparent_by_hand_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *list = curl_slist_append(nullptr, "Accept: application/json");
  std::string line = "traceparent: " + FormatTraceparent(span->GetContext());
  list = curl_slist_append(list, line.c_str());
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// The carrier is a map; a loop copies it into the list.
void easy_loop_over_injected_map_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  curl_slist *list = nullptr;
  for (const auto &entry : values)
    list = curl_slist_append(list, (entry.first + ": " + entry.second).c_str());
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// The carrier appends to the list itself.
void easy_list_carrier_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  curl_slist *list = nullptr;
  SlistCarrier carrier(list);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  std::unique_ptr<CURL, EasyCleanup> handle(curl_easy_init());
  std::unique_ptr<curl_slist, SlistFree> owner(list);
  curl_easy_setopt(handle.get(), CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, owner.get());
  curl_easy_perform(handle.get());
}

void easy_behind_unique_ptr_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  std::unique_ptr<CURL, EasyCleanup> handle(curl_easy_init());
  curl_easy_setopt(handle.get(), CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, 500L);
  curl_easy_perform(handle.get());
  // WARN missing-context-injection:
}

// The list is made and never attached.
void easy_list_not_attached_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *list = nullptr;
  SlistCarrier carrier(list);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// Headers for the proxy do not reach the origin.
void easy_proxy_headers_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *list = nullptr;
  SlistCarrier carrier(list);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_PROXYHEADER, list);
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// Setting the option again replaces the list.
void easy_list_replaced_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *traced = nullptr;
  SlistCarrier carrier(traced);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, traced);
  curl_slist *plain = curl_slist_append(nullptr, "Accept: text/plain");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, plain);
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(plain);
  curl_slist_free_all(traced);
  curl_easy_cleanup(handle);
}

// The second request on the handle has lost its headers.
void easy_reset_between_sends_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *list = nullptr;
  SlistCarrier carrier(list);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  curl_easy_reset(handle);
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/price");
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// Options last: both requests of the handle carry the list.
void easy_handle_reused_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_slist *list = nullptr;
  SlistCarrier carrier(list);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_perform(handle);
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/price");
  curl_easy_perform(handle);
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// With a multi handle from elsewhere, the handle is as good as sent.
void multi_without_headers_bad(CURLM *multi) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_multi_add_handle(multi, handle);
  // WARN missing-context-injection:
}

// With one of its own the perform sends.
void own_multi_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  CURLM *multi = curl_multi_init();
  curl_multi_add_handle(multi, handle);
  int running = 0;
  do {
    curl_multi_perform(multi, &running);
    // WARN missing-context-injection:
    curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  } while (running);
  curl_multi_cleanup(multi);
}

void multi_with_headers_ok(CURLM *multi) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  CURL *handle = curl_easy_init();
  std::string line = "traceparent: " + FormatTraceparent(span->GetContext());
  curl_slist *list = curl_slist_append(nullptr, line.c_str());
  curl_easy_setopt(handle, CURLOPT_URL, "http://inventory/stock");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_multi_add_handle(multi, handle);
}

namespace {
/// A session that owns its handle and has no way to take headers.
class PlainSession {
public:
  PlainSession() : handle_(curl_easy_init()) {}
  ~PlainSession() { curl_easy_cleanup(handle_); }
  CURLcode get_bad(const std::string &url) {
    curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
    return curl_easy_perform(handle_);
    // WARN missing-context-injection:
  }

private:
  CURL *handle_;
};

/// A session that injects in each request.
class TracedSession {
public:
  TracedSession() : handle_(curl_easy_init()) {}
  ~TracedSession() {
    curl_slist_free_all(list_);
    curl_easy_cleanup(handle_);
  }
  CURLcode get_ok(const std::string &url) {
    inject();
    curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
    return curl_easy_perform(handle_);
  }

private:
  void inject() {
    curl_slist_free_all(list_);
    list_ = nullptr;
    SlistCarrier carrier(list_);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, list_);
  }
  CURL *handle_;
  curl_slist *list_ = nullptr;
};
} // namespace

CURLcode load_stock_plainly() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  PlainSession session;
  return session.get_bad("http://inventory/stock");
}

CURLcode load_stock_traced() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  TracedSession session;
  return session.get_ok("http://inventory/stock");
}
