// FLAGS: -std=c++20
// OpenTracing: no scopes, the span's context is injected by name.
#include <httplib.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>

#include <map>
#include <sstream>
#include <string>

namespace {
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

class MapWriter : public opentracing::TextMapWriter {
public:
  explicit MapWriter(std::map<std::string, std::string> &map) : map_(map) {}
  opentracing::expected<void>
  Set(opentracing::string_view key,
      opentracing::string_view value) const override {
    map_[key] = value;
    return {};
  }

private:
  std::map<std::string, std::string> &map_;
};
} // namespace

void inject_through_span_ok() {
  auto span = opentracing::Tracer::Global()->StartSpan(
      "GET /stock", {opentracing::SetTag{"span.kind", "client"}});
  httplib::Headers headers;
  span->tracer().Inject(span->context(), HeadersWriter(headers));
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
  span->Finish();
}

void inject_through_global_ok(const opentracing::Span &parent) {
  auto tracer = opentracing::Tracer::Global();
  auto span = tracer->StartSpan("GET /stock",
                                {opentracing::ChildOf(&parent.context())});
  span->SetTag("span.kind", "client");
  httplib::Headers headers;
  HeadersWriter writer(headers);
  tracer->Inject(span->context(), writer);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

void no_injection_bad() {
  auto span = opentracing::Tracer::Global()->StartSpan(
      "GET /stock", {opentracing::SetTag{"span.kind", "client"}});
  httplib::Headers headers{{"accept", "application/json"}};
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
  // WARN missing-context-injection:
  span->Finish();
}

void overload_without_headers_bad(const std::string &order) {
  auto span = opentracing::Tracer::Global()->StartSpan("POST /orders");
  span->SetTag("span.kind", "client");
  httplib::Client client("orders", 8080);
  client.Post("/orders", order, "application/json");
  // WARN missing-context-injection:
  span->Finish();
}

// The text map goes into the headers by a loop.
void text_map_and_loop_ok() {
  auto span = opentracing::Tracer::Global()->StartSpan("GET /stock");
  span->SetTag("span.kind", "client");
  std::map<std::string, std::string> values;
  span->tracer().Inject(span->context(), MapWriter(values));
  httplib::Headers headers;
  for (auto &entry : values)
    headers.insert(entry);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

// The text map is filled and then forgotten.
void text_map_dropped_bad() {
  auto span = opentracing::Tracer::Global()->StartSpan("GET /stock");
  span->SetTag("span.kind", "client");
  std::map<std::string, std::string> values;
  MapWriter writer(values);
  span->tracer().Inject(span->context(), writer);
  httplib::Headers headers;
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
  // WARN missing-context-injection:
}

// The binary form, in a header of the project's own.
void binary_form_ok() {
  auto span = opentracing::Tracer::Global()->StartSpan("GET /stock");
  span->SetTag("span.kind", "client");
  std::ostringstream binary;
  span->tracer().Inject(span->context(), binary);
  httplib::Headers headers;
  headers.emplace("x-shop-context", binary.str());
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}

void inject_only_when_debugging_bad(bool debug) {
  auto span = opentracing::Tracer::Global()->StartSpan("GET /stock");
  span->SetTag("span.kind", "client");
  httplib::Headers headers;
  if (debug)
    span->tracer().Inject(span->context(), HeadersWriter(headers));
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
  // WARN missing-context-injection:
}

namespace {
class TracedCall {
public:
  TracedCall(const char *name, httplib::Headers &headers)
      : span_(opentracing::Tracer::Global()->StartSpan(name)) {
    span_->SetTag("span.kind", "client");
    span_->tracer().Inject(span_->context(), HeadersWriter(headers));
  }

private:
  std::unique_ptr<opentracing::Span> span_;
};
} // namespace

void inject_in_guard_ok() {
  httplib::Headers headers;
  TracedCall call("GET /stock", headers);
  httplib::Client client("inventory", 8080);
  client.Get("/stock", headers);
}
