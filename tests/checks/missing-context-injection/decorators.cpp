// FLAGS: -std=c++20
// A tracing decorator stands between the handler and the plain backend: it
// opens the client span and injects, so the plain one behind it is right.
#include "http_spans.h"

#include <cstdio>
#include <memory>
#include <utility>

using httplib::Request;
using httplib::Response;

namespace {
class Backend {
public:
  virtual ~Backend() = default;
  virtual void fetch(httplib::Headers headers) = 0;
};

class PlainBackend final : public Backend {
public:
  void fetch(httplib::Headers headers) override { client_.Get("/", headers); }

private:
  httplib::Client client_{"prices", 8080};
};

class LoggedBackend final : public Backend {
public:
  explicit LoggedBackend(Backend &next) : next_(next) {}
  void fetch(httplib::Headers headers) override {
    std::puts("fetch");
    next_.fetch(headers);
  }

private:
  Backend &next_;
};

/// Injects by merging two maps.
class TracedBackend final : public Backend {
public:
  explicit TracedBackend(std::shared_ptr<Backend> next)
      : next_(std::move(next)) {}
  void fetch(httplib::Headers headers) override {
    ClientSpan span("GET /");
    headers.merge(InjectedHeaders());
    next_->fetch(std::move(headers));
  }

private:
  std::shared_ptr<Backend> next_;
};

/// Injects by a loop over a temporary map; holds the next one by reference.
class TracedByLoop final : public Backend {
public:
  explicit TracedByLoop(Backend &next) : next_(next) {}
  void fetch(httplib::Headers headers) override {
    ClientSpan span("GET /");
    for (auto &header : InjectedHeaders())
      headers.insert(header);
    next_.fetch(std::move(headers));
  }

private:
  Backend &next_;
};

std::unique_ptr<Backend> make_backend() {
  return std::make_unique<TracedBackend>(std::make_unique<PlainBackend>());
}
} // namespace

// The pointer's class is the base; what it points to is known.
void decorator_in_variable_ok() {
  std::unique_ptr<Backend> backend =
      std::make_unique<TracedBackend>(std::make_unique<PlainBackend>());
  httplib::Server server;
  server.Get("/price", [&](const Request &request, Response &) {
    auto span = StartServer("GET /price", request);
    trace::Scope scope(span);
    backend->fetch({});
  });
  server.listen("0.0.0.0", 80);
}

// The plain object moves into its own decorator.
void decorator_wraps_itself_ok() {
  std::unique_ptr<Backend> backend = std::make_unique<PlainBackend>();
  backend = std::make_unique<TracedBackend>(std::move(backend));
  httplib::Server server;
  server.Get("/price", [&](const Request &request, Response &) {
    auto span = StartServer("GET /price", request);
    trace::Scope scope(span);
    backend->fetch({});
  });
  server.listen("0.0.0.0", 80);
}

// A factory builds the chain.
void decorator_from_factory_ok() {
  std::unique_ptr<Backend> backend = make_backend();
  httplib::Server server;
  server.Get("/price", [&](const Request &request, Response &) {
    auto span = StartServer("GET /price", request);
    trace::Scope scope(span);
    backend->fetch({});
  });
  server.listen("0.0.0.0", 80);
}

// Two decorators by reference: the headers pass through the one that logs.
void chain_of_references_ok() {
  PlainBackend plain;
  LoggedBackend logged(plain);
  TracedByLoop traced(logged);
  httplib::Server server;
  server.Get("/price", [&](const Request &request, Response &) {
    auto span = StartServer("GET /price", request);
    trace::Scope scope(span);
    traced.fetch({});
  });
  server.listen("0.0.0.0", 80);
}

namespace {
/// The chain is a member of the service.
class Prices {
public:
  explicit Prices(std::shared_ptr<Backend> backend)
      : backend_(std::move(backend)) {}
  void on_price_ok(const Request &request) {
    auto span = StartServer("GET /price", request);
    trace::Scope scope(span);
    backend_->fetch({});
  }

private:
  std::shared_ptr<Backend> backend_;
};
} // namespace

void serve_prices() {
  Prices prices(
      std::make_shared<TracedBackend>(std::make_shared<PlainBackend>()));
  httplib::Server server;
  server.Get("/price", [&](const Request &request, Response &) {
    prices.on_price_ok(request);
  });
  server.listen("0.0.0.0", 80);
}

namespace {
class UntracedBackend final {
public:
  void fetch_bad(httplib::Headers headers) {
    client_.Get("/", headers);
    // WARN missing-context-injection:
    // WARN missing-client-span:
  }

private:
  httplib::Client client_{"prices", 8080};
};

/// Passes on what it got, and nothing more.
class OnlyLogs final {
public:
  explicit OnlyLogs(UntracedBackend &next) : next_(next) {}
  void fetch(httplib::Headers headers) {
    std::puts("fetch");
    next_.fetch_bad(std::move(headers));
  }

private:
  UntracedBackend &next_;
};
} // namespace

// A chain without the decorator that traces.
void serve_without_decorator() {
  UntracedBackend plain;
  OnlyLogs logged(plain);
  httplib::Server server;
  server.Get("/price", [&](const Request &request, Response &) {
    auto span = StartServer("GET /price", request);
    trace::Scope scope(span);
    logged.fetch({});
  });
  server.listen("0.0.0.0", 80);
}
