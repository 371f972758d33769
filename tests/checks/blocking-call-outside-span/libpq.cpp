// FLAGS: -std=c++20
// PostgreSQL queries in Poco handlers. The handler is handleRequest; the class
// carries the suffix.
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <libpq-fe.h>

#include <string>
#include <utility>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace_api = opentelemetry::trace;
namespace propagation = opentelemetry::context::propagation;
using opentelemetry::nostd::shared_ptr;
using opentelemetry::nostd::string_view;
using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

namespace {

class PocoCarrier : public propagation::TextMapCarrier {
public:
  explicit PocoCarrier(const HTTPServerRequest &request) : request_(request) {}
  string_view Get(string_view key) const noexcept override {
    static const std::string none;
    const std::string &value = request_.get(std::string(key), none);
    return {value.data(), value.size()};
  }
  void Set(string_view, string_view) noexcept override {}

private:
  const HTTPServerRequest &request_;
};

shared_ptr<trace_api::Tracer> getTracer() {
  return trace_api::Provider::GetTracerProvider()->GetTracer("orders");
}

shared_ptr<trace_api::Span> serverSpan(HTTPServerRequest &request,
                                       string_view name) {
  PocoCarrier carrier(request);
  opentelemetry::context::Context none;
  auto parent = propagation::GlobalTextMapPropagator::GetGlobalPropagator()
                    ->Extract(carrier, none);
  trace_api::StartSpanOptions options;
  options.parent = parent;
  options.kind = trace_api::SpanKind::kServer;
  return getTracer()->StartSpan(name, options);
}

shared_ptr<trace_api::Span> clientSpan(string_view name) {
  trace_api::StartSpanOptions options;
  options.kind = trace_api::SpanKind::kClient;
  return getTracer()->StartSpan(name, options);
}

PGconn *db = nullptr;

} // namespace

class QueryBeforeSpan_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    PGresult *rows = PQexec(db, "SELECT 1");
    // WARN blocking-call-outside-span:
    auto span = serverSpan(request, "GET /orders");
    trace_api::Scope scope(span);
    response.setContentLength(PQntuples(rows));
    response.send();
    PQclear(rows);
  }
};

class QueryAfterEnd_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "GET /orders");
    {
      trace_api::Scope scope(span);
      response.send() << "accepted";
    }
    span->End();
    PQclear(PQexecParams(db, "INSERT INTO audit VALUES ($1)", 0, nullptr,
                         // WARN blocking-call-outside-span:
                         nullptr, nullptr, nullptr, 0));
  }
};

class NoSpan_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &response) override {
    // WARN uninstrumented-handler:
    PGconn *own = PQconnectdb("service=orders");
    // WARN blocking-call-outside-span:
    PGresult *rows = PQexec(own, "SELECT id FROM orders");
    // WARN blocking-call-outside-span:
    response.send() << PQntuples(rows);
    PQclear(rows);
    PQfinish(own);
  }
};

// The retry comes after the span of the request was ended.
class RetryAfterEnd_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "POST /orders");
    trace_api::Scope scope(span);
    PGresult *result;
    {
      auto query = clientSpan("INSERT orders");
      trace_api::Scope inner(query);
      result = PQexec(db, "INSERT INTO orders DEFAULT VALUES");
      query->End();
    }
    span->End();
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
      PQclear(result);
      result = PQexec(db, "INSERT INTO orders DEFAULT VALUES");
      // WARN blocking-call-outside-span:
    }
    PQclear(result);
    response.send();
  }
};

// Only one of the paths to the query has lost its span. Reported once, and as
// outside, although the other path lacks a client span.
class EndedOnOnePath_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "GET /stock");
    if (request.getContentLength64() == 0)
      span->End();
    PGresult *rows = PQexec(db, "SELECT count FROM stock");
    // WARN blocking-call-outside-span:
    response.send() << PQntuples(rows);
    PQclear(rows);
  }
};

// The helper's only caller in this unit has no span yet.
static int countOrders_bad() {
  PGresult *rows = PQexec(db, "SELECT count(*) FROM orders");
  // WARN blocking-call-outside-span:
  int count = PQntuples(rows);
  PQclear(rows);
  return count;
}

class HelperBeforeSpan : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    int count = countOrders_bad();
    auto span = serverSpan(request, "GET /count");
    trace_api::Scope scope(span);
    response.send() << count;
  }
};

class LambdaBeforeSpan_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    const bool ready = [] {
      PGresult *rows = PQexec(db, "SELECT ready FROM state");
      // WARN blocking-call-outside-span:
      bool any = PQntuples(rows) > 0;
      PQclear(rows);
      return any;
    }();
    auto span = serverSpan(request, "GET /state");
    trace_api::Scope scope(span);
    response.send() << ready;
  }
};

// The span goes to a helper that ends it.
static void finish(shared_ptr<trace_api::Span> span, bool good) {
  span->SetStatus(good ? trace_api::StatusCode::kOk
                       : trace_api::StatusCode::kError);
  span->End();
}

class EndedByHelper_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "DELETE /order");
    response.send();
    finish(span, true);
    PQclear(PQexec(db, "DELETE FROM orders"));
    // WARN blocking-call-outside-span:
  }
};

class ClientSpan_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "GET /orders");
    trace_api::Scope scope(span);
    auto query = clientSpan("SELECT orders");
    trace_api::Scope inner(query);
    PQclear(PQexec(db, "SELECT id FROM orders"));
    query->End();
    response.send();
  }
};

static PGresult *tracedQuery(const char *sql) {
  auto span = clientSpan("query");
  auto scope = trace_api::Tracer::WithActiveSpan(span);
  return PQexec(db, sql);
}

class TracedHelper_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "GET /orders");
    trace_api::Scope scope(span);
    PQclear(tracedQuery("SELECT 1"));
    PQclear(tracedQuery("SELECT 2"));
    response.send();
  }
};

// Explicit parents, never a scope.
class ExplicitParents_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request, "GET /orders");
    trace_api::StartSpanOptions options;
    options.kind = trace_api::SpanKind::kClient;
    options.parent = span->GetContext();
    auto query = getTracer()->StartSpan("SELECT orders", options);
    PQclear(PQexec(db, "SELECT id FROM orders"));
    query->End();
    response.send();
    span->End();
  }
};

// The base class opens the server span around every handler of this kind.
class TracedHandler : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) final {
    auto span = serverSpan(request, "request");
    trace_api::Scope scope(span);
    handle(request, response);
  }

private:
  virtual void handle(HTTPServerRequest &request,
                      HTTPServerResponse &response) = 0;
};

class BehindBase_ok : public TracedHandler {
  void handle(HTTPServerRequest &, HTTPServerResponse &response) override {
    auto query = clientSpan("SELECT orders");
    trace_api::Scope scope(query);
    PQclear(PQexec(db, "SELECT id FROM orders"));
    response.send();
  }
};

// Starting a query does not block; the wait for its result has a span.
class AsyncSend_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    PQsendQuery(db, "SELECT id FROM orders");
    auto span = serverSpan(request, "GET /orders");
    trace_api::Scope scope(span);
    auto query = clientSpan("SELECT orders");
    trace_api::Scope inner(query);
    while (PGresult *rows = PQgetResult(db))
      PQclear(rows);
    response.send();
  }
};

// No caller is seen: it may be covered by one.
int countItems_ok(PGconn *connection) {
  PGresult *rows = PQexec(connection, "SELECT count(*) FROM items");
  int count = PQntuples(rows);
  PQclear(rows);
  return count;
}
