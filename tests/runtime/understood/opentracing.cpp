// FLAGS: -std=c++20 -Iruntime/include
// Code as the fix-its leave it, for OpenTracing, and the same with a part left
// out.
#include <trace_tidy/httplib.h>
#include <trace_tidy/opentracing.h>

#include <condition_variable>
#include <mutex>

namespace {
std::mutex Mutex;
std::condition_variable Changed;
} // namespace

void register_fixed_ok(httplib::Server &server) {
  server.Get("/1", [](const httplib::Request &request, httplib::Response &) {
    auto span = trace_tidy::opentracing::server_span("GET /1", request);
    httplib::Client client("inventory", 80);
    httplib::Headers headers;
    if (auto result =
            trace_tidy::opentracing::client_span(*span, "GET /x", [&] {
              return client.Get(
                  "/x", trace_tidy::opentracing::inject(*span, headers));
            }))
      return;
    trace_tidy::opentracing::client_span(*span, "GET /x", [&] {
      return client.Get(
          "/x", trace_tidy::opentracing::injected<httplib::Headers>(*span));
    });
    std::unique_lock<std::mutex> lock(Mutex);
    trace_tidy::opentracing::internal_span(*span, "wait",
                                           [&] { Changed.wait(lock); });
  });
  server.Get("/2", [](const httplib::Request &request, httplib::Response &) {
    auto tracer = opentracing::Tracer::Global();
    auto span = tracer->StartSpan(
        "GET /2", {opentracing::ChildOf(
                      trace_tidy::opentracing::extract(request).get())});
    httplib::Client client("inventory", 80);
    httplib::Headers headers;
    trace_tidy::opentracing::client_span(*span, "GET /x", [&] {
      return client.Get("/x", trace_tidy::opentracing::inject(*span, headers));
    });
  });
}

void register_half_fixed_bad(httplib::Server &server) {
  server.Get("/3", [](const httplib::Request &request, httplib::Response &) {
    auto span = trace_tidy::opentracing::server_span("GET /3", request);
    httplib::Client client("inventory", 80);
    httplib::Headers headers;
    trace_tidy::opentracing::client_span(
        *span, "GET /x", [&] { return client.Get("/x", headers); });
    // WARN missing-context-injection:
    client.Get("/x", trace_tidy::opentracing::inject(*span, headers));
    // WARN missing-client-span:
    std::unique_lock<std::mutex> lock(Mutex);
    Changed.wait(lock);
    // WARN untraced-wait:
  });
  server.Get("/4", [](const httplib::Request &request, httplib::Response &) {
    auto context = trace_tidy::opentracing::extract(request);
    auto span = opentracing::Tracer::Global()->StartSpan("GET /4");
    // WARN missing-context-extraction:
    httplib::Client client("inventory", 80);
    httplib::Headers headers;
    trace_tidy::opentracing::client_span(*span, "GET /x", [&] {
      return client.Get("/x", trace_tidy::opentracing::inject(*span, headers));
    });
  });
}
