// FLAGS: -std=c++20
// HTTP calls through httplib::Client in httplib handlers. Every send injects,
// so that only the call's own span is judged.
#include <httplib.h>

#include <string>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

namespace {

// Reads from one set of headers or writes into it.
class HeaderCarrier : public context::propagation::TextMapCarrier {
public:
  explicit HeaderCarrier(httplib::Headers &headers) : headers_(headers) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = headers_.find(std::string(key));
    return it == headers_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    headers_.emplace(std::string(key), std::string(value));
  }

private:
  httplib::Headers &headers_;
};

nostd::shared_ptr<context::propagation::TextMapPropagator> propagator() {
  return context::propagation::GlobalTextMapPropagator::GetGlobalPropagator();
}

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("gateway");
}

nostd::shared_ptr<trace::Span> startServer(const char *name,
                                           const httplib::Request &req) {
  httplib::Headers headers = req.headers;
  HeaderCarrier carrier(headers);
  context::Context none;
  auto parent = propagator()->Extract(carrier, none);
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = parent;
  return tracer()->StartSpan(name, options);
}

nostd::shared_ptr<trace::Span> startClient(const char *name) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  return tracer()->StartSpan(name, options);
}

httplib::Headers injected() {
  httplib::Headers headers;
  HeaderCarrier carrier(headers);
  propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  return headers;
}

} // namespace

void serverSpanOnly_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /orders", req);
  trace::Scope scope(span);
  httplib::Client orders("orders.internal", 8080);
  auto answer = orders.Get("/orders", injected());
  // WARN missing-client-span:
  res.status = answer ? answer->status : 502;
  span->End();
}

// Injected from the server span, the call itself has no span.
void post_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("POST /orders", req);
  auto scope = tracer()->WithActiveSpan(span);
  httplib::Headers headers;
  HeaderCarrier carrier(headers);
  propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Client orders("orders.internal", 8080);
  auto answer = orders.Post("/orders", headers, req.body, "application/json");
  // WARN missing-client-span:
  res.status = answer ? answer->status : 502;
}

// The first call has its span, the retry has not.
void retry_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /stock", req);
  trace::Scope scope(span);
  httplib::Client stock("stock.internal", 8080);
  auto call = startClient("GET");
  bool good;
  {
    trace::Scope inner(call);
    good = static_cast<bool>(stock.Get("/stock", injected()));
  }
  call->End();
  if (!good)
    good = static_cast<bool>(stock.Get("/stock", injected()));
    // WARN missing-client-span:
  res.status = good ? 200 : 502;
}

// An internal span around two calls is neither's own.
void fanOut_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /home", req);
  trace::Scope scope(span);
  auto work = tracer()->StartSpan("collect");
  trace::Scope inner(work);
  httplib::Client stock("stock.internal", 8080);
  httplib::Client price("price.internal", 8080);
  auto first = stock.Get("/stock", injected());
  // WARN missing-client-span:
  auto second = price.Get("/price", injected());
  // WARN missing-client-span:
  res.status = first && second ? 200 : 502;
}

void clientSpan_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /orders", req);
  trace::Scope scope(span);
  auto call = startClient("GET");
  trace::Scope inner(call);
  httplib::Client orders("orders.internal", 8080);
  auto answer = orders.Get("/orders", injected());
  res.status = answer ? answer->status : 502;
  call->End();
  span->End();
}

void clientSpanEachRound_ok(const httplib::Request &req,
                            httplib::Response &res) {
  auto span = startServer("GET /shards", req);
  trace::Scope scope(span);
  for (int shard = 0; shard < 4; ++shard) {
    auto call = startClient("GET shard");
    trace::Scope inner(call);
    httplib::Client client("shard.internal", 8000 + shard);
    if (auto answer = client.Get("/part", injected()))
      res.body += answer->body;
    call->End();
  }
}

void routes(httplib::Server &svr) {
  svr.Get("/orders", serverSpanOnly_bad);
  svr.Post("/orders", post_bad);
  svr.Get("/stock", retry_bad);
  svr.Get("/home", fanOut_bad);
  svr.Get("/v2/orders", clientSpan_ok);
  svr.Get("/shards", clientSpanEachRound_ok);
}
