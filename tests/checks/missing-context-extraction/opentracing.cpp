// FLAGS: -std=c++20
// OpenTracing: a span without a reference is the root of its own trace.
#include <httplib.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>

#include <memory>
#include <string>

using httplib::Request;
using httplib::Response;

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

std::unique_ptr<opentracing::SpanContext> extract_from(const Request &request) {
  auto found =
      opentracing::Tracer::Global()->Extract(HeadersReader(request.headers));
  return found ? std::move(*found) : nullptr;
}
} // namespace

void no_reference_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    auto span = opentracing::Tracer::Global()->StartSpan("GET /stock");
    // WARN missing-context-extraction:
    span->SetTag("span.kind", "server");
    response.set_content("[]", "application/json");
    span->Finish();
  });
}

void child_of_extracted_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    auto tracer = opentracing::Tracer::Global();
    auto remote = tracer->Extract(HeadersReader(request.headers));
    auto span = tracer->StartSpan(
        "GET /stock", {opentracing::ChildOf(remote ? remote->get() : nullptr)});
    span->SetTag("span.kind", "server");
    response.set_content("[]", "application/json");
  });
}

void follows_from_extracted_ok(httplib::Server &server) {
  server.Post("/events", [](const Request &request, Response &response) {
    auto remote = extract_from(request);
    auto span = opentracing::Tracer::Global()->StartSpan(
        "POST /events", {opentracing::FollowsFrom(remote.get())});
    span->SetTag("span.kind", "server");
    response.status = 202;
  });
}

// A root of its own only where nothing came in.
void root_when_absent_ok(httplib::Server &server) {
  server.Get("/price", [](const Request &request, Response &response) {
    auto tracer = opentracing::Tracer::Global();
    auto remote = extract_from(request);
    std::unique_ptr<opentracing::Span> span;
    if (remote)
      span =
          tracer->StartSpan("GET /price", {opentracing::ChildOf(remote.get())});
    else
      span = tracer->StartSpan("GET /price");
    span->SetTag("span.kind", "server");
    response.set_content("1", "text/plain");
  });
}

void extracted_not_used_bad(httplib::Server &server) {
  server.Get("/price", [](const Request &request, Response &response) {
    auto tracer = opentracing::Tracer::Global();
    auto remote = tracer->Extract(HeadersReader(request.headers));
    opentracing::SetTag kind{"span.kind", "server"};
    auto span = tracer->StartSpan("GET /price", {kind});
    // WARN missing-context-extraction:
    response.set_content(remote && *remote ? "1" : "0", "text/plain");
  });
}

void explicit_null_reference_bad(httplib::Server &server) {
  server.Get("/cart", [](const Request &, Response &response) {
    auto tracer = opentracing::Tracer::Global();
    auto span = tracer->StartSpan("GET /cart", {opentracing::ChildOf(nullptr)});
    // WARN missing-context-extraction:
    span->SetTag("span.kind", "server");
    response.set_content("{}", "application/json");
  });
}
