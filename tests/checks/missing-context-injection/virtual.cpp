// FLAGS: -std=c++20
// Virtual calls and calls through function pointers: only a target that is
// known is followed; a possible one claims nothing.
#include "http_spans.h"

#include <functional>
#include <string>

using httplib::Request;
using httplib::Response;

namespace {
class Backend {
public:
  virtual ~Backend() = default;
  virtual bool fetch(const std::string &path) = 0;
};

/// For the self test only, which has no request and no span.
class PlainBackend final : public Backend {
public:
  bool fetch(const std::string &path) override {
    httplib::Client client("stock", 8080);
    return bool(client.Get(path));
  }
};

class TracedBackend final : public Backend {
public:
  bool fetch(const std::string &path) override {
    ClientSpan span("GET /stock");
    httplib::Client client("stock", 8080);
    return bool(client.Get(path, span.headers()));
  }
};

// What stands behind the reference is the caller's choice; the one caller
// chooses the traced one.
void reply(const Request &request, Response &response, Backend &backend) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  response.status = backend.fetch(request.path) ? 200 : 502;
}
} // namespace

int main() {
  PlainBackend().fetch("/self-test");
  TracedBackend traced;
  httplib::Server server;
  auto base_reference_ok = [&](const Request &request, Response &response) {
    reply(request, response, traced);
  };
  server.Get("/stock", base_reference_ok);
  server.listen("0.0.0.0", 80);
}

// No caller is seen, and either class is possible.
void unknown_class_ok(const Request &request, Backend &backend) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  backend.fetch("/stock");
}

namespace {
bool send_with(httplib::Headers headers) {
  httplib::Client client("stock", 8080);
  return bool(client.Get("/", headers));
}

bool send_traced(httplib::Headers headers) {
  ClientSpan span("GET /");
  headers.merge(InjectedHeaders());
  return send_with(std::move(headers));
}

using Send = bool (*)(httplib::Headers);
bool through_pointer(Send send) { return send({}); }
bool through_function(std::function<bool(httplib::Headers)> send) {
  return send({});
}
} // namespace

// The pointer's target is known at each call, and injects.
void function_pointers_ok(httplib::Server &server) {
  server.Get("/stock", [](const Request &request, Response &response) {
    auto span = StartServer("GET /stock", request);
    trace::Scope scope(span);
    Send table[] = {send_traced, send_traced};
    bool sent = through_pointer(&send_traced);
    sent = through_function(send_traced) && sent;
    response.status = sent && table[0]({}) ? 200 : 502;
  });
}

namespace {
bool send_plain_bad(httplib::Headers headers) {
  ClientSpan span("GET /");
  httplib::Client client("stock", 8080);
  return bool(client.Get("/", headers));
  // WARN missing-context-injection:
}
} // namespace

// The same with a target that does not inject.
void use_plain_pointer(httplib::Server &server) {
  server.Get("/plain", [](const Request &request, Response &response) {
    auto span = StartServer("GET /plain", request);
    trace::Scope scope(span);
    response.status = through_pointer(&send_plain_bad) ? 200 : 502;
  });
}
