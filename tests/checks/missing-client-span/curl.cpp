// FLAGS: -std=c++20
// libcurl transfers outside handlers: each sends the current context, so that
// only the call's own span is judged.
#include <curl/curl.h>

#include <map>
#include <memory>
#include <string>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

namespace {

struct ListCarrier : context::propagation::TextMapCarrier {
  curl_slist *list = nullptr;
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    std::string line = std::string(key) + ": " + std::string(value);
    list = curl_slist_append(list, line.c_str());
  }
};

curl_slist *currentContext() {
  ListCarrier carrier;
  trace::propagation::HttpTraceContext w3c;
  w3c.Inject(carrier, context::RuntimeContext::GetCurrent());
  return carrier.list;
}

nostd::shared_ptr<trace::Span> start(const char *name, trace::SpanKind kind) {
  trace::StartSpanOptions options;
  options.kind = kind;
  return trace::Provider::GetTracerProvider()->GetTracer("curl")->StartSpan(
      name, options);
}

} // namespace

void twoTransfers_bad(CURL *handle) {
  auto span = start("replicate", trace::SpanKind::kInternal);
  trace::Scope scope(span);
  curl_slist *headers = currentContext();
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_URL, "http://a.internal/copy");
  curl_easy_perform(handle);
  // WARN missing-client-span:
  curl_easy_setopt(handle, CURLOPT_URL, "http://b.internal/copy");
  curl_easy_perform(handle);
  // WARN missing-client-span:
  curl_slist_free_all(headers);
}

void oneTransfer_ok(CURL *handle) {
  auto span = start("fetch", trace::SpanKind::kInternal);
  trace::Scope scope(span);
  curl_slist *headers = currentContext();
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_perform(handle);
  curl_slist_free_all(headers);
}

void clientSpans_ok(CURL *handle) {
  auto span = start("replicate", trace::SpanKind::kInternal);
  trace::Scope scope(span);
  for (const char *url : {"http://a.internal/copy", "http://b.internal/copy"}) {
    auto call = start("PUT", trace::SpanKind::kClient);
    trace::Scope inner(call);
    curl_slist *headers = currentContext();
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_URL, url);
    curl_easy_perform(handle);
    call->End();
    curl_slist_free_all(headers);
  }
}

// A retry under one internal span is one call site in a loop: its own.
void retryLoop_ok(CURL *handle) {
  auto span = start("fetch", trace::SpanKind::kInternal);
  trace::Scope scope(span);
  curl_slist *headers = currentContext();
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  CURLcode result;
  int attempts = 0;
  do {
    result = curl_easy_perform(handle);
  } while (result != CURLE_OK && ++attempts < 3);
  curl_slist_free_all(headers);
}

// The wrapper serves two callers: one gives it a client span, one calls it
// twice under its own internal span.
class Fetcher {
public:
  Fetcher() : handle_(curl_easy_init(), curl_easy_cleanup) {}
  bool fetch_bad(const std::string &url) {
    curl_slist *headers = currentContext();
    curl_easy_setopt(handle_.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, headers);
    CURLcode result = curl_easy_perform(handle_.get());
    // WARN missing-client-span:
    curl_slist_free_all(headers);
    return result == CURLE_OK;
  }

private:
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
};

bool fetchTraced(Fetcher &fetcher) {
  auto span = start("GET", trace::SpanKind::kClient);
  trace::Scope scope(span);
  return fetcher.fetch_bad("http://a.internal/");
}

bool fetchBoth(Fetcher &fetcher) {
  auto span = start("compare", trace::SpanKind::kInternal);
  trace::Scope scope(span);
  bool first = fetcher.fetch_bad("http://a.internal/");
  return fetcher.fetch_bad("http://b.internal/") && first;
}
