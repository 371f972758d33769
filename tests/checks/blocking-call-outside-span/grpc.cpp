// FLAGS: -std=c++20
// Synchronous gRPC service methods; the case is the class around them. The
// classes in `shop` have the shape of generated code.
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/service_type.h>

#include <libpq-fe.h>
#include <netdb.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace shop {

struct Request {
  std::string id;
};
struct Reply {
  int count = 0;
};

class Stock final {
public:
  class StubInterface {
  public:
    virtual ~StubInterface() = default;
    virtual grpc::Status Count(grpc::ClientContext *context,
                               const Request &request, Reply *response) = 0;
  };
  class Stub final : public StubInterface {
  public:
    grpc::Status Count(grpc::ClientContext *context, const Request &request,
                       Reply *response) override;
  };
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Count(grpc::ServerContext *context,
                               const Request *request, Reply *response);
    virtual grpc::Status List(grpc::ServerContext *context,
                              const Request *request,
                              grpc::ServerWriter<Reply> *writer);
  };
};

} // namespace shop

// The standard health service, as grpc's health.proto generates it.
namespace grpc::health::v1 {

struct HealthCheckRequest {};
struct HealthCheckResponse {
  bool serving = false;
};

class Health final {
public:
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Check(grpc::ServerContext *,
                               const HealthCheckRequest *,
                               HealthCheckResponse *);
  };
};

} // namespace grpc::health::v1

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using context::propagation::GlobalTextMapPropagator;

namespace {

class ServerCarrier : public context::propagation::TextMapCarrier {
public:
  explicit ServerCarrier(grpc::ServerContext *server) : server_(server) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = server_->client_metadata().find({key.data(), key.size()});
    if (it == server_->client_metadata().end())
      return "";
    return {it->second.data(), it->second.size()};
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  grpc::ServerContext *server_;
};

class ClientCarrier : public context::propagation::TextMapCarrier {
public:
  explicit ClientCarrier(grpc::ClientContext &client) : client_(client) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    client_.AddMetadata(std::string(key), std::string(value));
  }

private:
  grpc::ClientContext &client_;
};

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("stock");
}

nostd::shared_ptr<trace::Span> startServerSpan(grpc::ServerContext *server,
                                               const char *method) {
  ServerCarrier carrier(server);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = GlobalTextMapPropagator::GetGlobalPropagator()->Extract(
      carrier, current);
  return tracer()->StartSpan(method, options);
}

// Keeps what it holds out of the header.
class MethodSpan {
public:
  MethodSpan(grpc::ServerContext *server, const char *method);
  ~MethodSpan();

private:
  struct State;
  std::unique_ptr<State> state_;
};

struct MethodSpan::State {
  nostd::shared_ptr<trace::Span> span;
  trace::Scope scope;
  explicit State(nostd::shared_ptr<trace::Span> s) : span(s), scope(s) {}
};

MethodSpan::MethodSpan(grpc::ServerContext *server, const char *method)
    : state_(std::make_unique<State>(startServerSpan(server, method))) {}

MethodSpan::~MethodSpan() { state_->span->End(); }

shop::Stock::Stub *stub = nullptr;
PGconn *db = nullptr;

class LookupBeforeSpan_bad final : public shop::Stock::Service {
  grpc::Status Count(grpc::ServerContext *server, const shop::Request *,
                     shop::Reply *) override {
    addrinfo *found = nullptr;
    if (::getaddrinfo("peer", "1", nullptr, &found) != 0)
      // WARN blocking-call-outside-span:
      return grpc::Status::CANCELLED;
    ::freeaddrinfo(found);
    MethodSpan span(server, "Count");
    return grpc::Status::OK;
  }
};

class NoSpan_bad final : public shop::Stock::Service {
  grpc::Status Count(grpc::ServerContext *, const shop::Request *,
                     // WARN uninstrumented-handler:
                     shop::Reply *reply) override {
    PGresult *rows = PQexec(db, "SELECT 1");
    // WARN blocking-call-outside-span:
    reply->count = PQntuples(rows);
    PQclear(rows);
    return grpc::Status::OK;
  }
};

// Injected while the span was open; sent when it was not.
class SendAfterEnd_bad final : public shop::Stock::Service {
  grpc::Status Count(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *reply) override {
    grpc::ClientContext client;
    {
      MethodSpan span(server, "Count");
      ClientCarrier carrier(client);
      auto current = context::RuntimeContext::GetCurrent();
      GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, current);
    }
    return stub->Count(&client, *request, reply);
    // WARN blocking-call-outside-span:
  }
};

// A streaming method whose span was ended before the stream is paced.
class StreamAfterEnd_bad final : public shop::Stock::Service {
  grpc::Status List(grpc::ServerContext *server, const shop::Request *,
                    grpc::ServerWriter<shop::Reply> *) override {
    auto span = startServerSpan(server, "List");
    span->End();
    ::usleep(1000);
    // WARN blocking-call-outside-span:
    return grpc::Status::OK;
  }
};

class Guarded_ok final : public shop::Stock::Service {
  grpc::Status Count(grpc::ServerContext *server, const shop::Request *,
                     shop::Reply *) override {
    MethodSpan span(server, "Count");
    ::usleep(10);
    return grpc::Status::OK;
  }

  grpc::Status List(grpc::ServerContext *server, const shop::Request *,
                    grpc::ServerWriter<shop::Reply> *) override {
    auto guard = std::make_unique<MethodSpan>(server, "List");
    ::sleep(1);
    return grpc::Status::OK;
  }
};

class TracedCall_ok final : public shop::Stock::Service {
  grpc::Status Count(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *reply) override {
    MethodSpan span(server, "Count");
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kClient;
    auto call = tracer()->StartSpan("Stock/Count", options);
    trace::Scope scope(call);
    grpc::ClientContext client;
    ClientCarrier carrier(client);
    auto current = context::RuntimeContext::GetCurrent();
    GlobalTextMapPropagator::GetGlobalPropagator()->Inject(carrier, current);
    auto status = stub->Count(&client, *request, reply);
    call->End();
    return status;
  }
};

// Health checks are rightly untraced.
class Health_ok final : public grpc::health::v1::Health::Service {
  grpc::Status Check(grpc::ServerContext *,
                     const grpc::health::v1::HealthCheckRequest *,
                     grpc::health::v1::HealthCheckResponse *response) override {
    PGresult *rows = PQexec(db, "SELECT 1");
    response->serving = PQresultStatus(rows) == PGRES_TUPLES_OK;
    PQclear(rows);
    return grpc::Status::OK;
  }
};

} // namespace

void serve(grpc::Service *service) {
  Health_ok health;
  grpc::ServerBuilder builder;
  builder.RegisterService(service);
  builder.RegisterService(&health);
  auto server = builder.BuildAndStart();
  server->Wait();
}
