#include "clients.h"

#include "http_spans.h"

#include <grpcpp/support/client_interceptor.h>

#include <utility>
#include <vector>

namespace {
using Factory = grpc::experimental::ClientInterceptorFactoryInterface;

class Injector : public grpc::experimental::Interceptor {
public:
  void Intercept(grpc::experimental::InterceptorBatchMethods *batch) override {
    using grpc::experimental::InterceptionHookPoints;
    if (batch->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      MapCarrier carrier(*batch->GetSendInitialMetadata());
      Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    }
    batch->Proceed();
  }
};

class InjectorFactory : public Factory {
public:
  grpc::experimental::Interceptor *
  CreateClientInterceptor(grpc::experimental::ClientRpcInfo *) override {
    return new Injector;
  }
};
} // namespace

std::shared_ptr<grpc::Channel> tracedChannel(const std::string &target) {
  std::vector<std::unique_ptr<Factory>> interceptors;
  interceptors.push_back(std::make_unique<InjectorFactory>());
  return grpc::experimental::CreateCustomChannelWithInterceptors(
      target, grpc::InsecureChannelCredentials(), grpc::ChannelArguments(),
      std::move(interceptors));
}

std::shared_ptr<grpc::Channel> plainChannel(const std::string &target) {
  return grpc::CreateChannel(target, grpc::InsecureChannelCredentials());
}

std::unique_ptr<httplib::Client> tracedClient(const std::string &host) {
  auto client = std::make_unique<httplib::Client>(host, 8080);
  client->set_default_headers(InjectedHeaders());
  return client;
}

std::unique_ptr<httplib::Client> plainClient(const std::string &host) {
  auto client = std::make_unique<httplib::Client>(host, 8080);
  client->set_default_headers({{"accept", "application/json"}});
  return client;
}
