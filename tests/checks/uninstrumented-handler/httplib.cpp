// FLAGS: -std=c++20
// cpp-httplib routes of every kind of callable that block and have no span.
#include "carriers.h"

#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

using httplib::Request;
using httplib::Response;
using namespace std::chrono_literals;
using std::placeholders::_1;
using std::placeholders::_2;

namespace {
context::Context extract_from(const Request &request) {
  MapReader carrier(request.headers);
  auto current = context::RuntimeContext::GetCurrent();
  return Propagator()->Extract(carrier, current);
}
} // namespace

void lambda_sleeps_bad(httplib::Server &server) {
  server.Get("/slow", [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    response.set_content("late", "text/plain");
  });
}

// Each check that applies speaks.
void lambda_calls_out_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    httplib::Client client("inventory", 8080);
    auto result = client.Get("/stock");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    response.status = result ? result->status : 502;
  });
}

void lambda_behind_variable_bad(httplib::Server &server) {
  auto handler = [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    response.status = 204;
  };
  server.Delete("/slow", handler);
}

void lambda_does_nothing_remote_ok(httplib::Server &server) {
  server.Get("/version", [](const Request &, Response &response) {
    response.set_content("7", "text/plain");
  });
}

// Plain locks are not counted.
void lambda_locks_ok(httplib::Server &server, std::mutex &mutex, int &hits) {
  server.Get("/hits", [&mutex, &hits](const Request &, Response &response) {
    std::lock_guard<std::mutex> lock(mutex);
    response.set_content(std::to_string(++hits), "text/plain");
  });
}

void lambda_with_span_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = extract_from(request);
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    auto call = Tracer()->StartSpan("GET inventory/stock", ClientKind());
    trace::Scope call_scope(call);
    httplib::Headers headers;
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    httplib::Client client("inventory", 8080);
    auto result = client.Get("/stock", headers);
    response.status = result ? result->status : 502;
  });
}

// A span on one path: the handler is instrumented, the other path's call is
// not.
void lambda_with_span_on_one_path_bad(httplib::Server &server) {
  server.Get("/slow", [](const Request &request, Response &response) {
    if (request.has_param("fast")) {
      trace::StartSpanOptions options;
      options.kind = trace::SpanKind::kServer;
      options.parent = extract_from(request);
      auto span = Tracer()->StartSpan("GET /slow", options);
      trace::Scope scope(span);
      std::this_thread::sleep_for(1ms);
      return;
    }
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    response.status = 204;
  });
}

// A client span measures its call, and is not the handler's.
void lambda_with_client_span_only_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    auto span = Tracer()->StartSpan("GET inventory/stock", ClientKind());
    trace::Scope scope(span);
    httplib::Headers headers;
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    httplib::Client client("inventory", 8080);
    auto result = client.Get("/stock", headers);
    response.status = result ? result->status : 502;
  });
}

namespace {
// The client span is in a callee.
int traced_fetch() {
  auto span = Tracer()->StartSpan("GET inventory/stock", ClientKind());
  trace::Scope scope(span);
  httplib::Headers headers;
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  httplib::Client client("inventory", 8080);
  auto result = client.Get("/stock", headers);
  return result ? result->status : 502;
}

// What blocks is in a callee.
void settle_bad() {
  std::this_thread::sleep_for(10ms);
  // WARN blocking-call-outside-span:
}

void function_handler_bad(const Request &, Response &response) {
  // WARN uninstrumented-handler:
  settle_bad();
  response.status = 204;
}

class Orders {
public:
  void register_routes(httplib::Server &server) {
    server.Options("/orders", std::bind(&Orders::on_options_bad, this, _1, _2));
    server.Get("/orders", [this](const Request &request, Response &response) {
      on_get_bad(request, response);
    });
    server.Put("/orders", [this](const auto &request, auto &response) {
      return on_put_ok(request, response);
    });
  }

private:
  void on_options_bad(const Request &, Response &response) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    response.status = 204;
  }
  // The lambda only passes the request on: this is the handler.
  void on_get_bad(const Request &, Response &response) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    response.set_content("[]", "application/json");
  }
  void on_put_ok(const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = extract_from(request);
    auto span = Tracer()->StartSpan("PUT /orders", options);
    trace::Scope scope(span);
    std::this_thread::sleep_for(10ms);
    response.status = 204;
  }
};
} // namespace

// Nobody registers this, so it is no handler; the span may be its caller's.
void never_registered_ok(const Request &request, std::condition_variable &ready,
                         std::unique_lock<std::mutex> &lock) {
  if (request.has_param("wait"))
    ready.wait(lock);
}

void callee_has_client_span_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    int status = traced_fetch();
    response.status = status == 200 ? 200 : 502;
  });
}

void register_functions(httplib::Server &server, Orders &orders) {
  server.Get("/settle", function_handler_bad);
  server.Post("/settle", &function_handler_bad);
  orders.register_routes(server);
}

// Health and metrics are rightly untraced.
void health_and_metrics_ok(httplib::Server &server) {
  server.Get("/healthz", [](const Request &, Response &response) {
    std::this_thread::sleep_for(1ms);
    response.status = 200;
  });
  server.Get("/internal/livez", [](const Request &, Response &response) {
    std::this_thread::sleep_for(1ms);
    response.status = 200;
  });
  server.Get("/metrics", [](const Request &, Response &response) {
    std::this_thread::sleep_for(1ms);
    response.set_content("up 1\n", "text/plain");
  });
}

// A route that merely begins like one is not.
void health_records_bad(httplib::Server &server) {
  server.Get("/health/records", [](const Request &, Response &response) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(1ms);
    // WARN blocking-call-outside-span:
    response.status = 200;
  });
}

namespace {
/// The project's registration wrapper: it opens the server span.
template <class Handler>
httplib::Server::Handler traced(const char *name, Handler handler) {
  return [name, handler](const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = extract_from(request);
    auto span = Tracer()->StartSpan(name, options);
    trace::Scope scope(span);
    handler(request, response);
  };
}

void slow_reply_ok(const Request &, Response &response) {
  std::this_thread::sleep_for(10ms);
  response.status = 204;
}
} // namespace

void registered_through_wrapper_ok(httplib::Server &server) {
  server.Get("/slow", traced("GET /slow", slow_reply_ok));
  server.Post("/slow",
              traced("POST /slow", [](const Request &, Response &response) {
                std::this_thread::sleep_for(10ms);
                response.status = 204;
              }));
}

namespace {
/// A guard that opens the server span for its owner.
class RequestSpan {
public:
  explicit RequestSpan(const Request &request)
      : span_(start(request)), scope_(span_) {}

private:
  static nostd::shared_ptr<trace::Span> start(const Request &request) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = extract_from(request);
    return Tracer()->StartSpan(request.method, options);
  }
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};
} // namespace

void lambda_with_guard_ok(httplib::Server &server) {
  server.Get("/slow", [](const Request &request, Response &response) {
    RequestSpan span(request);
    std::this_thread::sleep_for(10ms);
    response.status = 204;
  });
}

// The work and its span are both in the callee.
namespace {
void reply_ok(const Request &request, Response &response) {
  RequestSpan span(request);
  std::this_thread::sleep_for(10ms);
  response.status = 204;
}
} // namespace

void span_in_callee_ok(httplib::Server &server) {
  server.Get("/reply", [](const Request &request, Response &response) {
    response.set_header("server", "shop");
    reply_ok(request, response);
  });
}

void accepted_ok(httplib::Server &server) {
  // NOLINTNEXTLINE(tracing-uninstrumented-handler)
  server.Get("/slow", [](const Request &, Response &) {
    std::this_thread::sleep_for(10ms); // NOLINT(tracing-*)
  });
}
