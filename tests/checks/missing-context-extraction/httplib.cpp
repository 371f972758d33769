// FLAGS: -std=c++20
// The parent of a handler's first span, in cpp-httplib routes.
#include "carriers.h"

#include <httplib.h>

#include <functional>

using httplib::Request;
using httplib::Response;

namespace {
context::Context extract_from(const Request &request) {
  MapReader carrier(request.headers);
  auto current = context::RuntimeContext::GetCurrent();
  return Propagator()->Extract(carrier, current);
}
} // namespace

void default_parent_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /stock", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
    span->End();
  });
}

void extracted_parent_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    MapReader carrier(request.headers);
    auto current = context::RuntimeContext::GetCurrent();
    auto propagator =
        context::propagation::GlobalTextMapPropagator::GetGlobalPropagator();
    auto remote = propagator->Extract(carrier, current);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = remote;
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
    span->End();
  });
}

void extracted_span_context_ok(httplib::Server &server) {
  server.Post("/orders", [](const Request &request, Response &response) {
    MapReader<httplib::Headers> carrier(request.headers);
    context::Context fresh;
    auto remote = Propagator()->Extract(carrier, fresh);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = trace::GetSpan(remote)->GetContext();
    auto span = Tracer()->StartSpan("POST /orders", {{"shop", "7"}}, options);
    trace::Scope scope(span);
    response.status = 201;
  });
}

void extracted_not_used_bad(httplib::Server &server) {
  server.Get("/price", [](const Request &request, Response &response) {
    auto remote = extract_from(request);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /price", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    bool known = trace::GetSpan(remote)->GetContext().IsValid();
    response.set_content(known ? "1" : "0", "text/plain");
  });
}

void invalid_parent_bad(httplib::Server &server) {
  server.Get("/price", [](const Request &, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = trace::SpanContext::GetInvalid();
    auto span = Tracer()->StartSpan("GET /price", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.set_content("1", "text/plain");
  });
}

void explicit_root_bad(httplib::Server &server) {
  server.Get("/price", [](const Request &, Response &response) {
    context::Context root;
    root = root.SetValue(trace::kIsRootSpanKey, true);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = root;
    auto span = Tracer()->StartSpan("GET /price", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.set_content("1", "text/plain");
  });
}

// The incident's order service: a fresh context in place of the extracted one.
void fresh_context_bad(httplib::Server &server) {
  server.Post("/orders", [](const Request &request, Response &response) {
    auto remote = extract_from(request);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = context::Context{};
    auto span = Tracer()->StartSpan("POST /orders", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.status = 201;
  });
}

// The parent is given by making the extracted context current.
void attached_context_ok(httplib::Server &server) {
  server.Get("/cart", [](const Request &request, Response &response) {
    auto token = context::RuntimeContext::Attach(extract_from(request));
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /cart", options);
    trace::Scope scope(span);
    response.set_content("{}", "application/json");
  });
}

void attached_and_dropped_bad(httplib::Server &server) {
  server.Get("/cart", [](const Request &request, Response &response) {
    auto remote = extract_from(request);
    context::RuntimeContext::Attach(remote);
    // WARN discarded-scope:
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /cart", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.set_content("{}", "application/json");
  });
}

// An extraction only where there is something to extract.
void extracted_when_present_ok(httplib::Server &server) {
  server.Get("/cart", [](const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    if (request.has_header("traceparent"))
      options.parent = extract_from(request);
    auto span = Tracer()->StartSpan("GET /cart", options);
    trace::Scope scope(span);
    response.set_content("{}", "application/json");
  });
}

void extracted_when_flagged_bad(httplib::Server &server, bool continue_traces) {
  server.Get("/cart",
             [continue_traces](const Request &request, Response &response) {
               trace::StartSpanOptions options;
               options.kind = trace::SpanKind::kServer;
               if (continue_traces)
                 options.parent = extract_from(request);
               auto span = Tracer()->StartSpan("GET /cart", options);
               // WARN missing-context-extraction:
               trace::Scope scope(span);
               response.set_content("{}", "application/json");
             });
}

// A propagator of its own, and designated options.
void own_propagator_ok(httplib::Server &server) {
  server.Put("/cart", [](const Request &request, Response &response) {
    trace::propagation::HttpTraceContext propagator;
    MapReader carrier(request.headers);
    context::Context fresh;
    trace::StartSpanOptions options{.parent =
                                        propagator.Extract(carrier, fresh),
                                    .kind = trace::SpanKind::kServer};
    auto span = Tracer()->StartSpan("PUT /cart", options);
    trace::Scope scope(span);
    response.status = 204;
  });
}

// A link to the remote span counts.
void linked_ok(httplib::Server &server) {
  server.Post("/batch", [](const Request &request, Response &response) {
    auto remote = trace::GetSpan(extract_from(request))->GetContext();
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("POST /batch", {{"shop", "7"}},
                                    {{remote, {{"reason", "batch"}}}}, options);
    trace::Scope scope(span);
    response.status = 202;
  });
}

// Only the first span needs the remote parent.
void children_have_default_parent_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = extract_from(request);
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    auto child = Tracer()->StartSpan("render");
    trace::Scope child_scope(child);
    response.set_content("[]", "application/json");
  });
}

// A client span that the handler opens as its own, over its work.
void client_span_over_handler_bad(httplib::Server &server) {
  server.Get("/stock", [](const Request &, Response &response) {
    auto span = Tracer()->StartSpan("GET /stock", ClientKind());
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.set_content("[]", "application/json");
  });
}

namespace {
// Named functions, registered below.
void named_handler_bad(const Request &, Response &response) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  auto span = Tracer()->StartSpan("GET /named", options);
  // WARN missing-context-extraction:
  trace::Scope scope(span);
  response.set_content("1", "text/plain");
}

void named_handler_ok(const Request &request, Response &response) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = extract_from(request);
  auto span = Tracer()->StartSpan("GET /named", options);
  trace::Scope scope(span);
  response.set_content("1", "text/plain");
}

// Called by a handler and no handler itself: its span has the current parent.
void render_ok(int shop, Response &response) {
  auto span = Tracer()->StartSpan("render");
  trace::Scope scope(span);
  response.set_content(std::to_string(shop), "text/plain");
}

class Carts {
public:
  void register_routes(httplib::Server &server) {
    server.Get("/carts/1",
               std::bind(&Carts::on_get_bad, this, std::placeholders::_1,
                         std::placeholders::_2));
    // The lambda only passes the request on.
    server.Put("/carts/1", [this](const Request &request, Response &response) {
      on_put_bad(request, response);
    });
    server.Delete("/carts/1",
                  [this](const Request &request, Response &response) {
                    on_delete_ok(request, response);
                  });
  }

private:
  void on_get_bad(const Request &, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /carts", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    render_ok(7, response);
  }
  void on_put_bad(const Request &, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("PUT /carts", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.status = 204;
  }
  void on_delete_ok(const Request &request, Response &response) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = extract_from(request);
    auto span = Tracer()->StartSpan("DELETE /carts", options);
    trace::Scope scope(span);
    response.status = 204;
  }
};
} // namespace

void register_named(httplib::Server &server, Carts &carts) {
  server.Get("/bad", named_handler_bad);
  server.Get("/ok", &named_handler_ok);
  carts.register_routes(server);
}
