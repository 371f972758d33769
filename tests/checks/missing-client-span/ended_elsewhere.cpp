// FLAGS: -std=c++20
// Client spans that are kept, named and ended in roundabout ways; a call after
// the end has no span of its own.
#include "http_spans.h"

#include <optional>
#include <string>
#include <utility>

using httplib::Request;
using httplib::Response;

namespace {
std::pair<SpanPtr, httplib::Headers> prepare() {
  auto span = StartClient("GET /");
  trace::Scope scope(span);
  return {span, InjectedHeaders()};
}

// The span has its name by a structured binding.
void ended_binding_bad(const Request &request, Response &response) {
  auto server_span = StartServer("GET /a", request);
  trace::Scope scope(server_span);
  auto [span, headers] = prepare();
  httplib::Client client("upstream", 8080);
  auto first = client.Get("/1", headers);
  span->End();
  auto second = client.Get("/2", headers);
  // WARN missing-client-span:
  response.status = first && second ? 200 : 502;
}

// A lambda ends the copy it captured.
void ended_by_lambda_bad(const Request &request, Response &response) {
  auto server_span = StartServer("GET /b", request);
  trace::Scope scope(server_span);
  auto span = StartClient("GET /");
  auto end = [span]() mutable { span->End(); };
  httplib::Client client("upstream", 8080);
  auto headers = InjectedHeaders();
  end();
  response.status = client.Get("/1", headers) ? 200 : 502;
  // WARN missing-client-span:
}

// A lambda called in place starts it, another ends it after the call, where
// the failed path jumps to.
void lambdas_and_goto_ok(const Request &request, Response &response) {
  auto server_span = request.has_param("v") ? StartServer("GET /c (v)", request)
                                            : StartServer("GET /c", request);
  trace::Scope server_scope(server_span);
  auto span = [name = std::string("GET /")] {
    return StartClient(name.c_str());
  }();
  auto end = [span]() mutable { span->End(); };
  httplib::Client client("upstream", 8080);
  trace::Scope scope(span);
  auto result = client.Get("/1", InjectedHeaders());
  if (!result)
    goto out;
  response.status = 200;
out:
  end();
  server_span->End();
}

// Span and scope are made where they are needed, in an outer variable.
void made_late_ok(const Request &request, Response &response) {
  std::optional<trace::Scope> scope;
  SpanPtr span;
  auto server_span = StartServer("GET /d", request);
  if (!request.body.empty()) {
    span = StartClient("GET /");
    scope.emplace(span);
    auto headers = InjectedHeaders();
    httplib::Client client("upstream", 8080);
    response.status = client.Get("/1", headers) ? 200 : 502;
  }
  if (span)
    span->End();
}
} // namespace

void register_handlers(httplib::Server &server) {
  server.Get("/a", ended_binding_bad);
  server.Get("/b", ended_by_lambda_bad);
  server.Get("/c", lambdas_and_goto_ok);
  server.Post("/d", made_late_ok);
}
