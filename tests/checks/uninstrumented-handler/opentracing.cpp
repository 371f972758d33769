// FLAGS: -std=c++20
// OpenTracing: a span that is finished, or belongs to a call, is no handler's.
#include <httplib.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <memory>
#include <thread>

using httplib::Request;
using httplib::Response;
using namespace std::chrono_literals;

namespace {
class HeadersReader : public opentracing::HTTPHeadersReader {
public:
  explicit HeadersReader(const httplib::Headers &headers) : headers_(headers) {}
  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view,
                                                opentracing::string_view)>
          visit) const override {
    for (const auto &[key, value] : headers_) {
      auto visited = visit(key, value);
      if (!visited)
        return visited;
    }
    return {};
  }

private:
  const httplib::Headers &headers_;
};

class HeadersWriter : public opentracing::HTTPHeadersWriter {
public:
  explicit HeadersWriter(httplib::Headers &headers) : headers_(headers) {}
  opentracing::expected<void>
  Set(opentracing::string_view key,
      opentracing::string_view value) const override {
    headers_.emplace(std::string(key), std::string(value));
    return {};
  }

private:
  httplib::Headers &headers_;
};

std::unique_ptr<opentracing::Span> start_server_span(const char *name,
                                                     const Request &request) {
  auto tracer = opentracing::Tracer::Global();
  auto remote = tracer->Extract(HeadersReader(request.headers));
  return tracer->StartSpan(
      name, {opentracing::ChildOf(remote ? remote->get() : nullptr),
             opentracing::SetTag{"span.kind", "server"}});
}
} // namespace

void tracer_unused_bad(httplib::Server &server,
                       std::shared_ptr<opentracing::Tracer> tracer) {
  server.Get("/slow", [tracer](const Request &request, Response &response) {
    // WARN uninstrumented-handler:
    auto remote = tracer->Extract(HeadersReader(request.headers));
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    response.status = remote ? 200 : 204;
  });
}

void span_for_the_whole_ok(httplib::Server &server) {
  server.Get("/slow", [](const Request &request, Response &response) {
    auto span = start_server_span("GET /slow", request);
    std::this_thread::sleep_for(10ms);
    response.status = 204;
  });
}

// Instrumented, but the span is over before the work is.
void span_finished_early_bad(httplib::Server &server) {
  server.Get("/slow", [](const Request &request, Response &response) {
    auto span = start_server_span("GET /slow", request);
    response.status = 204;
    span->Finish();
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
  });
}

void client_span_only_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    auto span = opentracing::Tracer::Global()->StartSpan(
        "GET inventory", {opentracing::SetTag{"span.kind", "client"}});
    httplib::Headers headers;
    span->tracer().Inject(span->context(), HeadersWriter(headers));
    httplib::Client client("inventory", 8080);
    auto result = client.Get("/stock", headers);
    span->Finish();
    response.status = result ? 200 : 502;
  });
}
