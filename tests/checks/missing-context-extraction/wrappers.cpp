// FLAGS: -std=c++20
// Server spans through helpers, guards and macros, told where the handler uses
// them.
#include "carriers.h"

#include <httplib.h>

#include <memory>
#include <optional>

using httplib::Request;
using httplib::Response;

namespace {
trace::StartSpanOptions server_options(const Request &request) {
  MapReader carrier(request.headers);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  return options;
}

nostd::shared_ptr<trace::Span> start_extracted(const char *name,
                                               const Request &request) {
  return Tracer()->StartSpan(name, server_options(request));
}

nostd::shared_ptr<trace::Span> start_detached(const char *name) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  return Tracer()->StartSpan(name, options);
}

/// Extracts, starts and activates.
class ServerSpan {
public:
  ServerSpan(const char *name, const Request &request)
      : span_(start_extracted(name, request)), scope_(span_) {}
  explicit ServerSpan(const char *name)
      : span_(start_detached(name)), scope_(span_) {}
  ~ServerSpan() { span_->End(); }

private:
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

/// Keeps the span and scope behind a pointer.
class HiddenSpan {
public:
  explicit HiddenSpan(const Request &request)
      : state_(std::make_unique<State>(request)) {}

private:
  struct State {
    explicit State(const Request &request)
        : span(Tracer()->StartSpan("hidden", server_options(request))),
          scope(span) {}
    nostd::shared_ptr<trace::Span> span;
    trace::Scope scope;
  };
  std::unique_ptr<State> state_;
};

/// Reads `traceparent` by hand.
trace::SpanContext parse_traceparent(const std::string &value) {
  if (value.size() < 55)
    return trace::SpanContext::GetInvalid();
  using Format = trace::propagation::HttpTraceContext;
  nostd::string_view text(value);
  return trace::SpanContext(Format::TraceIdFromHex(text.substr(3, 32)),
                            Format::SpanIdFromHex(text.substr(36, 16)),
                            Format::TraceFlagsFromHex(text.substr(53, 2)),
                            true);
}
} // namespace

#define SERVER_SPAN_DETACHED(NAME)                                             \
  trace::StartSpanOptions options_;                                            \
  options_.kind = trace::SpanKind::kServer;                                    \
  auto span_ = Tracer()->StartSpan(NAME, options_);                            \
  trace::Scope scope_(span_)

#define SERVER_SPAN(NAME, REQUEST)                                             \
  auto span_ = Tracer()->StartSpan(NAME, server_options(REQUEST));             \
  trace::Scope scope_(span_)

void options_from_helper_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    auto span = Tracer()->StartSpan("GET /stock", server_options(request));
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
  });
}

void span_from_helper_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    trace::Scope scope(start_extracted("GET /stock", request));
    response.set_content("[]", "application/json");
  });
}

void span_from_helper_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    auto span = start_detached("GET /stock");
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
  });
}

void span_from_guard_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    ServerSpan span("GET /stock", request);
    response.set_content("[]", "application/json");
  });
}

// The constructor that takes no request.
void span_from_guard_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    ServerSpan span("GET /stock");
    // WARN missing-context-extraction:
    response.set_content("[]", "application/json");
  });
}

void span_from_pimpl_guard_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    HiddenSpan span(request);
    response.set_content("[]", "application/json");
  });
}

void span_from_macro_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    SERVER_SPAN("GET /stock", request);
    response.set_content("[]", "application/json");
  });
}

void span_from_macro_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    SERVER_SPAN_DETACHED("GET /stock");
    // WARN missing-context-extraction:
    response.set_content("[]", "application/json");
  });
}

void parsed_by_hand_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = parse_traceparent(request.get_header_value("traceparent"));
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
  });
}

void read_through_lambda_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    auto remote = [&request] {
      MapReader carrier(request.headers);
      context::Context fresh;
      return Propagator()->Extract(carrier, fresh);
    }();
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = std::move(remote);
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
  });
}

// An early, unextracted span on one path only.
void early_path_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    if (!request.has_param("sku")) {
      trace::StartSpanOptions options;
      options.kind = trace::SpanKind::kServer;
      auto span = Tracer()->StartSpan("GET /stock (all)", options);
      // WARN missing-context-extraction:
      trace::Scope scope(span);
      response.status = 400;
      return;
    }
    auto span = start_extracted("GET /stock", request);
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
  });
}
