// FLAGS: -std=c++20 -isystem /usr/include/postgresql
// Handlers by signature: gRPC services, Poco request handlers, cpprest
// listeners.
#include "carriers.h"
#include "health.grpc.h"
#include "shop.grpc.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>

#include <libpq-fe.h>
#include <sqlite3.h>

#include <chrono>
#include <functional>
#include <thread>

using grpc::CallbackServerContext;
using grpc::ServerContext;
using Reactor = grpc::ServerUnaryReactor;
using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;
using shop::Rep;
using shop::Req;
using web::http::http_request;
using web::http::http_response;
using web::http::methods;
using web::http::status_codes;
using web::http::client::http_client;
using web::http::experimental::listener::http_listener;

using namespace std::chrono_literals;

namespace {
class MetadataReader : public context::propagation::TextMapCarrier {
public:
  explicit MetadataReader(const grpc::ServerContextBase &call) : call_(call) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = call_.client_metadata().find({key.data(), key.size()});
    return it == call_.client_metadata().end()
               ? nostd::string_view("")
               : nostd::string_view(it->second.data(), it->second.size());
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const grpc::ServerContextBase &call_;
};

class PocoReader : public context::propagation::TextMapCarrier {
public:
  explicit PocoReader(const Poco::Net::HTTPRequest &request)
      : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.find(std::string(key));
    return it == request_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const Poco::Net::HTTPRequest &request_;
};

nostd::shared_ptr<trace::Span>
start_server_span(const char *name,
                  const context::propagation::TextMapCarrier &carrier) {
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  return Tracer()->StartSpan(name, options);
}
} // namespace

// A database is remote, too.
class QueryingShop_bad final : public shop::Shop::Service {
public:
  explicit QueryingShop_bad(PGconn *connection) : connection_(connection) {}
  grpc::Status Get(ServerContext *, const Req *, Rep *response) override {
    // WARN uninstrumented-handler:
    PGresult *result = PQexec(connection_, "select body from reps");
    // WARN blocking-call-outside-span:
    response->set_body(PQgetvalue(result, 0, 0));
    PQclear(result);
    return grpc::Status::OK;
  }

private:
  PGconn *connection_;
};

class ForwardingShop_bad final : public shop::Shop::Service {
public:
  explicit ForwardingShop_bad(std::unique_ptr<shop::Shop::Stub> next)
      : next_(std::move(next)) {}
  grpc::Status Get(ServerContext *, const Req *in, Rep *out) override {
    // WARN uninstrumented-handler:
    grpc::ClientContext call;
    return next_->Get(&call, *in, out);
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  }
  // Nothing in here leaves the process.
  grpc::Status Put(ServerContext *, const Req *request,
                   Rep *response) override {
    response->set_body(request->id());
    return grpc::Status::OK;
  }

private:
  std::unique_ptr<shop::Shop::Stub> next_;
};

class TracedShop_ok final : public shop::Shop::Service {
public:
  grpc::Status Get(ServerContext *call, const Req *, Rep *) override {
    auto span = start_server_span("shop.Shop/Get", MetadataReader(*call));
    trace::Scope scope(span);
    std::this_thread::sleep_for(10ms);
    return grpc::Status::OK;
  }
};

class CallbackShop_bad final : public shop::Shop::CallbackService {
  Reactor *Get(CallbackServerContext *c, const Req *, Rep *) override {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    auto *reactor = c->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
  Reactor *Put(CallbackServerContext *c, const Req *, Rep *) override {
    auto *reactor = c->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

class CallbackShop_ok final : public shop::Shop::CallbackService {
  Reactor *Put(CallbackServerContext *c, const Req *, Rep *) override {
    auto span = start_server_span("shop.Shop/Put", MetadataReader(*c));
    trace::Scope scope(span);
    std::this_thread::sleep_for(10ms);
    auto *reactor = c->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

// The standard health service is rightly untraced.
class HealthImpl_ok final : public grpc::health::v1::Health::Service {
public:
  explicit HealthImpl_ok(PGconn *connection) : connection_(connection) {}
  grpc::Status Check(ServerContext *,
                     const grpc::health::v1::HealthCheckRequest *,
                     grpc::health::v1::HealthCheckResponse *response) override {
    PGresult *result = PQexec(connection_, "select 1");
    response->set_status(PQresultStatus(result) == PGRES_TUPLES_OK ? 1 : 2);
    PQclear(result);
    return grpc::Status::OK;
  }

private:
  PGconn *connection_;
};

// An embedded database blocks.
class SqliteHandler_bad : public HTTPRequestHandler {
public:
  explicit SqliteHandler_bad(sqlite3 *database) : database_(database) {}
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &out) override {
    // WARN uninstrumented-handler:
    sqlite3_exec(database_, "delete from cart", nullptr, nullptr, nullptr);
    // WARN blocking-call-outside-span:
    out.send() << "{}";
  }

private:
  sqlite3 *database_;
};

// Defined out of its class: the name of the definition.
class Slow_bad : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &out) override;
};

void Slow_bad::handleRequest(HTTPServerRequest &, HTTPServerResponse &out) {
  // WARN uninstrumented-handler:
  std::this_thread::sleep_for(10ms);
  // WARN blocking-call-outside-span:
  out.send() << "late";
}

class StaticHandler_ok : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &out) override {
    out.setContentType("text/plain");
    out.send() << "7";
  }
};

/// A base class that opens the server span around the real handler.
class TracedHandler : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &out) final {
    auto span = start_server_span("request", PocoReader(request));
    trace::Scope scope(span);
    handle(request, out);
  }

protected:
  virtual void handle(HTTPServerRequest &request, HTTPServerResponse &out) = 0;
};

class CartHandler_ok final : public TracedHandler {
  void handle(HTTPServerRequest &, HTTPServerResponse &out) override {
    std::this_thread::sleep_for(10ms);
    out.send() << "{}";
  }
};

void listener_sleeps_bad(http_listener &listener) {
  listener.support(methods::GET, [](http_request request) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    request.reply(status_codes::OK);
  });
}

// An asynchronous send is remote and does not block.
void listener_sends_bad(http_listener &listener, http_client &client) {
  listener.support(methods::PUT, [&client](http_request request) {
    // WARN uninstrumented-handler:
    auto reply = [request](http_response response) {
      request.reply(response.status_code());
    };
    client.request(methods::PUT, "/stock").then(reply);
    // WARN missing-context-injection:
  });
}

void listener_replies_ok(http_listener &listener) {
  listener.support(
      [](http_request request) { request.reply(status_codes::NotFound); });
}

class ListenerService {
public:
  explicit ListenerService(http_listener &listener) {
    listener.support(methods::POST, std::bind(&ListenerService::on_post_bad,
                                              this, std::placeholders::_1));
    listener.support(methods::DEL,
                     [this](http_request request) { on_delete_bad(request); });
  }

private:
  void on_post_bad(http_request request) {
    // WARN uninstrumented-handler:
    std::this_thread::sleep_for(10ms);
    // WARN blocking-call-outside-span:
    request.reply(status_codes::Created);
  }
  void on_delete_bad(http_request request);
};

void ListenerService::on_delete_bad(http_request request) {
  // WARN uninstrumented-handler:
  std::this_thread::sleep_for(10ms);
  // WARN blocking-call-outside-span:
  request.reply(status_codes::NoContent);
}
