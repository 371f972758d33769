// FLAGS: -std=c++20
// Handlers behind others: one that opens the server span covers the inner one,
// one that does anything else does not.
#include "http_spans.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using Poco::Net::HTTPRequestHandler;
using Request = Poco::Net::HTTPServerRequest;
using Response = Poco::Net::HTTPServerResponse;

namespace {
/// Adds a header to the answer, and no span.
httplib::Server::Handler logged(httplib::Server::Handler next) {
  return [next](const httplib::Request &request, httplib::Response &response) {
    next(request, response);
    response.set_header("served-by", "shop");
  };
}

void behind_logger_bad(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler:
  std::this_thread::sleep_for(2ms);
  // WARN blocking-call-outside-span:
  response.status = 200;
}
} // namespace

void register_logged(httplib::Server &server) {
  server.Post("/orders", logged(behind_logger_bad));
}

namespace {
class PocoReader : public context::propagation::TextMapCarrier {
public:
  explicit PocoReader(Request &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    value_ = request_.get(std::string(key), "");
    return value_;
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  Request &request_;
  mutable std::string value_;
};

/// Opens the server span around the handler it owns.
class TracedHandler : public HTTPRequestHandler {
public:
  explicit TracedHandler(HTTPRequestHandler *inner) : inner_(inner) {}
  explicit TracedHandler(std::unique_ptr<HTTPRequestHandler> inner)
      : inner_(std::move(inner)) {}
  void handleRequest(Request &request, Response &response) override {
    PocoReader carrier(request);
    auto current = context::RuntimeContext::GetCurrent();
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = Propagator()->Extract(carrier, current);
    auto span = Tracer()->StartSpan("request", options);
    trace::Scope scope(span);
    inner_->handleRequest(request, response);
  }

private:
  std::unique_ptr<HTTPRequestHandler> inner_;
};

// Only ever made inside a traced one.
class Nested_ok : public HTTPRequestHandler {
public:
  explicit Nested_ok(sqlite3 *database) : database_(database) {}
  void handleRequest(Request &, Response &response) override {
    sqlite3_exec(database_, "delete from t", nullptr, nullptr, nullptr);
    response.send();
  }

private:
  sqlite3 *database_;
};

// The same through a variable.
class Named_ok : public HTTPRequestHandler {
public:
  explicit Named_ok(sqlite3 *database) : database_(database) {}
  void handleRequest(Request &, Response &response) override {
    sqlite3_exec(database_, "delete from t", nullptr, nullptr, nullptr);
    response.send();
  }

private:
  sqlite3 *database_;
};

// The same through a unique_ptr.
class Owned_ok : public HTTPRequestHandler {
public:
  explicit Owned_ok(sqlite3 *database) : database_(database) {}
  void handleRequest(Request &, Response &response) override {
    sqlite3_exec(database_, "delete from t", nullptr, nullptr, nullptr);
    response.send();
  }

private:
  sqlite3 *database_;
};

// Handed to the server as it is.
class Plain_bad : public HTTPRequestHandler {
public:
  explicit Plain_bad(sqlite3 *database) : database_(database) {}
  void handleRequest(Request &, Response &response) override {
    // WARN uninstrumented-handler:
    sqlite3_exec(database_, "delete from t", nullptr, nullptr, nullptr);
    // WARN blocking-call-outside-span:
    response.send();
  }

private:
  sqlite3 *database_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
public:
  HTTPRequestHandler *createRequestHandler(const Request &request) override {
    if (request.getURI() == "/nested")
      return new TracedHandler(new Nested_ok(database_));
    if (request.getURI() == "/named") {
      auto *inner = new Named_ok(database_);
      return new TracedHandler(inner);
    }
    if (request.getURI() == "/owned")
      return new TracedHandler(std::make_unique<Owned_ok>(database_));
    return new Plain_bad(database_);
  }

private:
  sqlite3 *database_ = nullptr;
};
} // namespace
