// FLAGS: -std=c++20
// gRPC calls in gRPC service methods; the case is the class around them. Every
// call injects. The classes in `shop` have the shape of generated code.
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/service_type.h>
#include <grpcpp/support/async_unary_call.h>

#include <memory>
#include <string>
#include <vector>

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

class Price final {
public:
  class StubInterface {
  public:
    virtual ~StubInterface() = default;
    virtual grpc::Status Get(grpc::ClientContext *context,
                             const Request &request, Reply *response) = 0;
  };
  class Stub final : public StubInterface {
  public:
    explicit Stub(const std::shared_ptr<grpc::ChannelInterface> &channel);
    grpc::Status Get(grpc::ClientContext *context, const Request &request,
                     Reply *response) override;
    std::unique_ptr<grpc::ClientAsyncResponseReader<Reply>>
    AsyncGet(grpc::ClientContext *context, const Request &request,
             grpc::CompletionQueue *queue);
  };
  static std::unique_ptr<Stub>
  NewStub(const std::shared_ptr<grpc::ChannelInterface> &channel);
};

class Cart final {
public:
  class Service : public grpc::Service {
  public:
    virtual grpc::Status Total(grpc::ServerContext *context,
                               const Request *request, Reply *response);
  };
};

} // namespace shop

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using context::propagation::GlobalTextMapPropagator;

namespace {

class MetadataReader : public context::propagation::TextMapCarrier {
public:
  explicit MetadataReader(const grpc::ServerContext &server)
      : server_(server) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    const auto &metadata = server_.client_metadata();
    auto it = metadata.find(grpc::string_ref(key.data(), key.size()));
    return it == metadata.end()
               ? nostd::string_view("")
               : nostd::string_view(it->second.data(), it->second.size());
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const grpc::ServerContext &server_;
};

class MetadataWriter : public context::propagation::TextMapCarrier {
public:
  explicit MetadataWriter(grpc::ClientContext *client) : client_(client) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    client_->AddMetadata(std::string(key), std::string(value));
  }

private:
  grpc::ClientContext *client_;
};

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("cart");
}

nostd::shared_ptr<trace::Span> serverSpan(const grpc::ServerContext &server) {
  MetadataReader carrier(server);
  context::Context none;
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent =
      GlobalTextMapPropagator::GetGlobalPropagator()->Extract(carrier, none);
  return tracer()->StartSpan("Cart/Total", options);
}

nostd::shared_ptr<trace::Span> clientSpan() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  return tracer()->StartSpan("Price/Get", options);
}

void inject(grpc::ClientContext *client) {
  MetadataWriter carrier(client);
  GlobalTextMapPropagator::GetGlobalPropagator()->Inject(
      carrier, context::RuntimeContext::GetCurrent());
}

std::unique_ptr<shop::Price::Stub> prices;
grpc::CompletionQueue queue;
std::vector<std::unique_ptr<grpc::ClientAsyncResponseReader<shop::Reply>>>
    pending;

} // namespace

class ServerSpanOnly_bad final : public shop::Cart::Service {
  grpc::Status Total(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *reply) override {
    auto span = serverSpan(*server);
    trace::Scope scope(span);
    grpc::ClientContext client;
    inject(&client);
    return prices->Get(&client, *request, reply);
    // WARN missing-client-span:
  }
};

class AsyncCall_bad final : public shop::Cart::Service {
  grpc::Status Total(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *) override {
    auto span = serverSpan(*server);
    trace::Scope scope(span);
    auto *client = new grpc::ClientContext;
    inject(client);
    pending.push_back(prices->AsyncGet(client, *request, &queue));
    // WARN missing-client-span:
    return grpc::Status::OK;
  }
};

class InternalOfTwo_bad final : public shop::Cart::Service {
  grpc::Status Total(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *reply) override {
    auto span = serverSpan(*server);
    trace::Scope scope(span);
    auto work = tracer()->StartSpan("price the cart");
    trace::Scope inner(work);
    grpc::ClientContext first;
    inject(&first);
    auto status = prices->Get(&first, *request, reply);
    // WARN missing-client-span:
    if (!status.ok())
      return status;
    grpc::ClientContext second;
    inject(&second);
    return prices->Get(&second, *request, reply);
    // WARN missing-client-span:
  }
};

class ClientSpan_ok final : public shop::Cart::Service {
  grpc::Status Total(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *reply) override {
    auto span = serverSpan(*server);
    trace::Scope scope(span);
    auto call = clientSpan();
    trace::Scope inner(call);
    grpc::ClientContext client;
    inject(&client);
    auto status = prices->Get(&client, *request, reply);
    call->End();
    return status;
  }
};

// A decorator opens the client span for every call through it.
class TracedPrices {
public:
  grpc::Status get(const shop::Request &request, shop::Reply *reply) {
    auto call = clientSpan();
    trace::Scope scope(call);
    grpc::ClientContext client;
    inject(&client);
    return prices->Get(&client, request, reply);
  }
};

class Decorator_ok final : public shop::Cart::Service {
  grpc::Status Total(grpc::ServerContext *server, const shop::Request *request,
                     shop::Reply *reply) override {
    auto span = serverSpan(*server);
    trace::Scope scope(span);
    auto status = traced_.get(*request, reply);
    return status.ok() ? traced_.get(*request, reply) : status;
  }

  TracedPrices traced_;
};
