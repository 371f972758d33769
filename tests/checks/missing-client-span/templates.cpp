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

namespace {
template <class Body> decltype(auto) traced(SpanPtr span, Body &&body) {
  trace::Scope scope(span);
  return std::forward<Body>(body)();
}

// The wrapper hands the span and a lambda of its own to another template.
template <class Handler>
httplib::Server::Handler routed_twice(Handler handler) {
  return [handler](const Request &request, Response &response) {
    traced(StartServer("route", request), [&] { handler(request, response); });
  };
}

bool FN_fetch(httplib::Client &client) {
  return bool(client.Get("/b", InjectedHeaders()));
  // FN missing-client-span: inner lambda instantiations are mixed up
}

template <bool Traced> bool FN_fetch_any(httplib::Client &client) {
  if constexpr (Traced) {
    ClientSpan span("GET /c");
    return bool(client.Get("/c", span.headers()));
  } else {
    return bool(client.Get("/d", InjectedHeaders()));
    // FN missing-client-span: inner lambda instantiations are mixed up
  }
}
} // namespace

void through_two_wrappers(httplib::Server &server, httplib::Client &client) {
  server.Get("/a", routed_twice([&](const Request &, Response &response) {
               response.status = fetch_ok(client) ? 200 : 502;
             }));
  server.Get("/b", routed_twice([&](const Request &, Response &response) {
               response.status = FN_fetch(client) ? 200 : 502;
             }));
  server.Get("/c", routed_twice([&](const Request &, Response &response) {
               response.status = FN_fetch_any<true>(client) ? 200 : 502;
             }));
  server.Get("/d", routed_twice([&](const Request &, Response &response) {
               response.status = FN_fetch_any<false>(client) ? 200 : 502;
             }));
}
