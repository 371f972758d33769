// FLAGS: -std=c++20 -Iruntime/include
// Code as the fix-its leave it, for OpenTelemetry, and the same with a part
// left out.
#include <trace_tidy/curl.h>
#include <trace_tidy/httplib.h>
#include <trace_tidy/trace.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace trace = opentelemetry::trace;

namespace {
std::mutex Mutex;
std::condition_variable Changed;

opentelemetry::nostd::shared_ptr<trace::Tracer> GetTracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("shop");
}
} // namespace

void register_fixed_ok(httplib::Server &server) {
  server.Get("/1", [](const httplib::Request &request, httplib::Response &) {
    trace_tidy::ServerSpan span("GET /1", request);
    httplib::Client client("inventory", 80);
    if (auto result = trace_tidy::client_span(GetTracer(), "GET /x", [&] {
          return client.Get("/x", trace_tidy::injected<httplib::Headers>());
        }))
      return;
    httplib::Headers headers;
    trace_tidy::client_span("GET /x", [&] {
      return client.Get("/x", trace_tidy::inject(headers));
    });
    const httplib::Headers constant;
    trace_tidy::client_span("GET /x", [&] {
      return client.Get("/x", trace_tidy::injected(constant));
    });
    trace_tidy::client_span("GET /x", [&] {
      return client.Get("/x", trace_tidy::inject(httplib::Headers{{"a", "b"}}));
    });
    std::unique_lock<std::mutex> lock(Mutex);
    trace_tidy::internal_span("wait", [&] { Changed.wait(lock); });
  });
  server.Get("/2", [](const httplib::Request &request, httplib::Response &) {
    trace_tidy::ServerSpan span(GetTracer(), "GET /2", request);
    CURL *curl = curl_easy_init();
    trace_tidy::client_span("GET /x", [&] {
      return curl_easy_perform(
          trace_tidy::inject(trace_tidy::CurlRequest(curl)));
    });
    curl_slist *list = curl_slist_append(nullptr, "a: b");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
    trace_tidy::client_span("GET /x", [&] {
      return curl_easy_perform(
          trace_tidy::inject(trace_tidy::CurlRequest(curl, list)));
    });
    curl_slist_free_all(list);
    curl_easy_cleanup(curl);
  });
  server.Get("/3", [](const httplib::Request &request, httplib::Response &) {
    auto span =
        GetTracer()->StartSpan("GET /3", trace_tidy::server_options(request));
    trace::Scope scope(span);
    httplib::Client client("inventory", 80);
    trace_tidy::client_span("GET /x", [&] {
      return client.Get("/x", trace_tidy::injected<httplib::Headers>());
    });
  });
  server.Get("/4", [](const httplib::Request &request, httplib::Response &) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = GetTracer()->StartSpan(
        "GET /4", {{"a", "b"}},
        trace_tidy::with_remote_parent(options, request));
    trace::Scope scope(span);
    std::thread worker(trace_tidy::carry([] {
      httplib::Client client("inventory", 80);
      trace_tidy::client_span("GET /x", [&] {
        return client.Get("/x", trace_tidy::injected<httplib::Headers>());
      });
    }));
    worker.detach();
  });
}

void register_injection_bad(httplib::Server &server) {
  server.Get("/5", [](const httplib::Request &request, httplib::Response &) {
    trace_tidy::ServerSpan span("GET /5", request);
    httplib::Client client("inventory", 80);
    trace_tidy::client_span("GET /x", [&] { return client.Get("/x"); });
    // WARN missing-context-injection: no headers
    CURL *curl = curl_easy_init();
    trace_tidy::client_span("GET /x", [&] {
      return curl_easy_perform(trace_tidy::CurlRequest(curl));
      // WARN missing-context-injection:
    });
    curl_easy_cleanup(curl);
    auto work = trace_tidy::carry([] {
      httplib::Client other("inventory", 80);
      trace_tidy::client_span("GET /x", [&] { return other.Get("/x"); });
      // WARN missing-context-injection:
    });
    work();
  });
}

void FN_register_handle_as_before(httplib::Server &server) {
  server.Get("/6", [](const httplib::Request &request, httplib::Response &) {
    trace_tidy::ServerSpan span("GET /6", request);
    CURL *curl = curl_easy_init();
    trace_tidy::client_span("GET /x", [&] {
      curl_easy_perform(trace_tidy::inject(trace_tidy::CurlRequest(curl)));
    });
    trace_tidy::client_span("GET /x", [&] { curl_easy_perform(curl); });
    // FN missing-context-injection: the handle counts as injected for ever
    curl_easy_cleanup(curl);
  });
}

void register_spans_bad(httplib::Server &server) {
  server.Get("/7", [](const httplib::Request &request, httplib::Response &) {
    trace_tidy::ServerSpan span("GET /7", request);
    httplib::Client client("inventory", 80);
    client.Get("/x", trace_tidy::injected<httplib::Headers>());
    // WARN missing-client-span:
    std::unique_lock<std::mutex> lock(Mutex);
    Changed.wait(lock);
    // WARN untraced-wait:
  });
  server.Get("/8", [](const httplib::Request &request, httplib::Response &) {
    {
      trace_tidy::ServerSpan span("GET /8", request);
    }
    httplib::Client client("inventory", 80);
    client.Get("/x", trace_tidy::injected<httplib::Headers>());
    // WARN blocking-call-outside-span: the last one has ended before
  });
  server.Get("/9", [](const httplib::Request &request, httplib::Response &) {
    trace_tidy::extract(request);
    auto span = GetTracer()->StartSpan("GET /9");
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    httplib::Client client("inventory", 80);
    trace_tidy::client_span("GET /x", [&] {
      return client.Get("/x", trace_tidy::injected<httplib::Headers>());
    });
  });
}
