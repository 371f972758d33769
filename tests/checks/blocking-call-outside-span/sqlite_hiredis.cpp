// FLAGS: -std=c++20
// SQLite (blocks, is not remote) and Redis in cpp-httplib handlers.
#include <hiredis/hiredis.h>
#include <httplib.h>
#include <sqlite3.h>

#include <stdexcept>
#include <string>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace otel = opentelemetry;
using SpanPtr = otel::nostd::shared_ptr<otel::trace::Span>;

namespace {

struct HeaderReader : otel::context::propagation::TextMapCarrier {
  const httplib::Headers &headers;
  explicit HeaderReader(const httplib::Headers &h) : headers(h) {}
  otel::nostd::string_view
  Get(otel::nostd::string_view key) const noexcept override {
    auto found = headers.find(std::string(key));
    if (found == headers.end())
      return "";
    return found->second;
  }
  void Set(otel::nostd::string_view, otel::nostd::string_view) noexcept
      override {}
};

SpanPtr beginRequest(const httplib::Request &req, const std::string &name) {
  otel::trace::propagation::HttpTraceContext w3c;
  HeaderReader reader(req.headers);
  otel::context::Context base;
  otel::trace::StartSpanOptions opts;
  opts.kind = otel::trace::SpanKind::kServer;
  opts.parent = w3c.Extract(reader, base);
  return otel::trace::Provider::GetTracerProvider()
      ->GetTracer("cache")
      ->StartSpan(name, opts);
}

SpanPtr beginClient(const char *name) {
  otel::trace::StartSpanOptions opts;
  opts.kind = otel::trace::SpanKind::kClient;
  return otel::trace::Provider::GetTracerProvider()
      ->GetTracer("cache")
      ->StartSpan(name, opts);
}

sqlite3 *store = nullptr;
sqlite3_stmt *lookup = nullptr;
redisContext *redis = nullptr;

} // namespace

void stepBeforeSpan_bad(const httplib::Request &req, httplib::Response &res) {
  sqlite3_reset(lookup);
  if (sqlite3_step(lookup) != SQLITE_ROW) {
    // WARN blocking-call-outside-span:
    res.status = 404;
    return;
  }
  auto span = beginRequest(req, "GET /item");
  otel::trace::Scope scope(span);
  res.status = 200;
}

void execNoSpan_bad(const httplib::Request &, httplib::Response &res) {
  // WARN uninstrumented-handler:
  sqlite3_exec(store, "DELETE FROM sessions", nullptr, nullptr, nullptr);
  // WARN blocking-call-outside-span:
  res.status = 204;
}

// Each row has its span, but the step in the condition is outside of it.
void stepInCondition_bad(const httplib::Request &req, httplib::Response &res) {
  while (sqlite3_step(lookup) == SQLITE_ROW) {
    // WARN blocking-call-outside-span:
    auto span = beginRequest(req, "row");
    res.body += "row";
    span->End();
  }
}

void commandAfterEnd_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = beginRequest(req, "PUT /session");
  res.status = 204;
  span->End();
  freeReplyObject(redisCommand(redis, "DEL session"));
  // WARN blocking-call-outside-span:
}

// The commands are queued inside the span; the I/O comes after it.
void pipelineAfterEnd_bad(const httplib::Request &req,
                          httplib::Response &res) {
  auto span = beginRequest(req, "GET /pipeline");
  {
    auto call = beginClient("redis pipeline");
    otel::trace::Scope scope(call);
    redisAppendCommand(redis, "GET a");
    call->End();
  }
  span->End();
  void *reply = nullptr;
  if (redisGetReply(redis, &reply) == REDIS_OK)
    // WARN blocking-call-outside-span:
    freeReplyObject(reply);
  res.status = 200;
}

// Unwinding has destroyed the span when the handler catches.
void inCatch_bad(const httplib::Request &req, httplib::Response &res) {
  try {
    auto span = beginRequest(req, "POST /parse");
    otel::trace::Scope scope(span);
    if (req.body.empty())
      throw std::invalid_argument("empty body");
    res.status = 200;
  } catch (const std::exception &) {
    sqlite3_exec(store, "INSERT INTO failures DEFAULT VALUES", nullptr, nullptr,
                 // WARN blocking-call-outside-span:
                 nullptr);
    res.status = 400;
  }
}

// One template, two instantiations, no span in its caller.
template <typename T> T cached_bad(const char *key) {
  auto *reply =
      static_cast<redisReply *>(redisCommand(redis, "GET %s", key));
      // WARN blocking-call-outside-span:
  T value = static_cast<T>(reply->integer);
  freeReplyObject(reply);
  return value;
}

void limits(const httplib::Request &req, httplib::Response &res) {
  long long limit = cached_bad<long long>("limit");
  int window = cached_bad<int>("window");
  auto span = beginRequest(req, "GET /limits");
  otel::trace::Scope scope(span);
  res.set_content(std::to_string(limit + window), "text/plain");
}

// An embedded database is not remote: the server span is enough.
void sqliteInServerSpan_ok(const httplib::Request &req,
                           httplib::Response &res) {
  auto span = beginRequest(req, "GET /item");
  otel::trace::Scope scope(span);
  sqlite3_exec(store, "BEGIN", nullptr, nullptr, nullptr);
  while (sqlite3_step(lookup) == SQLITE_ROW)
    res.body += "row";
  sqlite3_exec(store, "COMMIT", nullptr, nullptr, nullptr);
}

void redisWithClientSpan_ok(const httplib::Request &req,
                            httplib::Response &res) {
  auto span = beginRequest(req, "GET /session");
  otel::trace::Scope scope(span);
  auto call = beginClient("GET session");
  otel::trace::Scope inner(call);
  redisAppendCommand(redis, "GET a");
  redisAppendCommand(redis, "GET b");
  void *reply = nullptr;
  for (int i = 0; i < 2; ++i)
    if (redisGetReply(redis, &reply) == REDIS_OK)
      freeReplyObject(reply);
  call->End();
  res.status = 200;
}

// A scope made from the started span keeps it open; there is no variable.
void scopeHoldsSpan_ok(const httplib::Request &req, httplib::Response &res) {
  otel::trace::Scope scope(beginRequest(req, "GET /scope"));
  sqlite3_exec(store, "PRAGMA optimize", nullptr, nullptr, nullptr);
  res.status = 200;
}

// The span moves on to another owner that outlives the call.
void movedSpan_ok(const httplib::Request &req, httplib::Response &res) {
  SpanPtr kept;
  {
    auto span = beginRequest(req, "GET /moved");
    kept = std::move(span);
  }
  sqlite3_exec(store, "VACUUM", nullptr, nullptr, nullptr);
  res.status = 200;
  kept->End();
}

void routes(httplib::Server &svr) {
  svr.Get("/item", stepBeforeSpan_bad);
  svr.Delete("/sessions", execNoSpan_bad);
  svr.Get("/rows", stepInCondition_bad);
  svr.Put("/session", commandAfterEnd_bad);
  svr.Get("/pipeline", pipelineAfterEnd_bad);
  svr.Post("/parse", inCatch_bad);
  svr.Get("/limits", limits);
  svr.Get("/sqlite", sqliteInServerSpan_ok);
  svr.Get("/session", redisWithClientSpan_ok);
  svr.Get("/scope", scopeHoldsSpan_ok);
  svr.Get("/moved", movedSpan_ok);
}

// Handlers written as lambdas at the registration.
void lambdaRoutes_bad(httplib::Server &svr) {
  svr.Get("/late", [](const httplib::Request &req, httplib::Response &res) {
    freeReplyObject(redisCommand(redis, "INCR hits"));
    // WARN blocking-call-outside-span:
    auto span = beginRequest(req, "GET /late");
    otel::trace::Scope scope(span);
    res.status = 200;
  });
  svr.Get("/bare", [](const httplib::Request &, httplib::Response &res) {
    // WARN uninstrumented-handler:
    freeReplyObject(redisCommand(redis, "INCR hits"));
    // WARN blocking-call-outside-span:
    res.status = 200;
  });
}

void lambdaRoutes_ok(httplib::Server &svr) {
  svr.Get("/good", [](const httplib::Request &req, httplib::Response &res) {
    auto span = beginRequest(req, "GET /good");
    otel::trace::Scope scope(span);
    sqlite3_exec(store, "ANALYZE", nullptr, nullptr, nullptr);
    res.status = 200;
  });
}
