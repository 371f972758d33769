// FLAGS: -std=c++20
// A proxy that passes the incoming trace headers on has carried the context,
// also where a header is passed on only if it came in.
#include "http_spans.h"

using httplib::Request;
using httplib::Response;

namespace {
const char *const TraceHeaders[] = {"traceparent", "tracestate"};

// The names stand in a table.
void forwards_named_ok(const Request &request, Response &) {
  auto span = StartServer("GET /a", request);
  trace::Scope scope(span);
  ClientSpan call("GET /a");
  httplib::Headers headers;
  for (const char *name : TraceHeaders)
    headers.emplace(name, request.get_header_value(name));
  httplib::Client client("upstream", 8080);
  client.Get("/a", headers);
}

// Nothing came in on the other path, so nothing is lost there.
void forwards_named_if_present_ok(const Request &request, Response &) {
  auto span = StartServer("GET /b", request);
  trace::Scope scope(span);
  ClientSpan call("GET /b");
  httplib::Headers headers;
  for (const char *name : TraceHeaders)
    if (request.has_header(name))
      headers.emplace(name, request.get_header_value(name));
  httplib::Client client("upstream", 8080);
  client.Get("/b", headers);
}

void forwards_one_if_present_ok(const Request &request, Response &) {
  auto span = StartServer("GET /c", request);
  trace::Scope scope(span);
  ClientSpan call("GET /c");
  httplib::Headers headers;
  if (request.has_header("traceparent"))
    headers.emplace("traceparent", request.get_header_value("traceparent"));
  httplib::Client client("upstream", 8080);
  client.Get("/c", headers);
}

// Every header, and so the trace headers too.
void forwards_all_in_loop_ok(const Request &request, Response &) {
  auto span = StartServer("GET /d", request);
  trace::Scope scope(span);
  ClientSpan call("GET /d");
  httplib::Headers headers;
  for (const auto &[name, value] : request.headers)
    headers.emplace(name, value);
  httplib::Client client("upstream", 8080);
  client.Get("/d", headers);
}

void forwards_all_at_once_ok(const Request &request, Response &) {
  auto span = StartServer("GET /e", request);
  trace::Scope scope(span);
  ClientSpan call("GET /e");
  httplib::Client client("upstream", 8080);
  client.Get("/e", request.headers);
}

// A header that is none of the trace's.
void forwards_other_header_bad(const Request &request, Response &) {
  auto span = StartServer("GET /f", request);
  trace::Scope scope(span);
  ClientSpan call("GET /f");
  httplib::Headers headers;
  if (request.has_header("accept-language"))
    headers.emplace("accept-language",
                    request.get_header_value("accept-language"));
  httplib::Client client("upstream", 8080);
  client.Get("/f", headers);
  // WARN missing-context-injection:
}
} // namespace

void register_proxies(httplib::Server &server) {
  server.Get("/a", forwards_named_ok);
  server.Get("/b", forwards_named_if_present_ok);
  server.Get("/c", forwards_one_if_present_ok);
  server.Get("/d", forwards_all_in_loop_ok);
  server.Get("/e", forwards_all_at_once_ok);
  server.Get("/f", forwards_other_header_bad);
}
