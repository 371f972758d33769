// FLAGS: -std=c++20
// Routes registered through one template: what one handler does says nothing
// about its sibling.
#include "http_spans.h"

#include <utility>

using httplib::Request;
using httplib::Response;

namespace {
template <class Handler> httplib::Server::Handler routed(Handler handler) {
  return [handler](const Request &request, Response &response) {
    auto span = StartServer("route", request);
    trace::Scope scope(span);
    handler(request, response);
  };
}

bool fetch_ok(httplib::Client &client) {
  ClientSpan span("GET /a");
  return bool(client.Get("/a", span.headers()));
}

bool fetch_bad(httplib::Client &client) {
  return bool(client.Get("/b", InjectedHeaders()));
  // WARN missing-client-span:
}
} // namespace

// The wrapper opens the server span itself.
void through_wrapper(httplib::Server &server, httplib::Client &client) {
  server.Get("/a", routed([&](const Request &, Response &response) {
               response.status = fetch_ok(client) ? 200 : 502;
             }));
  server.Get("/b", routed([&](const Request &, Response &response) {
               response.status = fetch_bad(client) ? 200 : 502;
             }));
}
