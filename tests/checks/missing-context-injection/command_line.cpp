// FLAGS: -std=c++20
// A command-line client: its only way in is `main`, where no span is open, so
// there is no context to carry.
#include "carriers.h"
#include "shop.grpc.h"

#include <memory>
#include <string>

namespace {
class Client {
public:
  explicit Client(const std::shared_ptr<grpc::Channel> &channel)
      : stub_(shop::Shop::NewStub(channel)) {}
  std::string get_ok(const std::string &id) {
    shop::Req request;
    request.set_id(id);
    shop::Rep response;
    grpc::ClientContext call;
    grpc::Status status = stub_->Get(&call, request, &response);
    return status.ok() ? response.body() : "";
  }

  // One of its callers has a span.
  bool put_bad(const std::string &id) {
    shop::Req request;
    request.set_id(id);
    shop::Rep response;
    grpc::ClientContext call;
    return stub_->Put(&call, request, &response).ok();
    // WARN missing-context-injection:
  }

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};
} // namespace

/// Other files could use this class; the one use that is seen is main's.
class SharedClient {
public:
  explicit SharedClient(const std::shared_ptr<grpc::Channel> &channel)
      : stub_(shop::Shop::NewStub(channel)) {}
  bool get_ok() {
    shop::Rep response;
    grpc::ClientContext call;
    return stub_->Get(&call, shop::Req(), &response).ok();
  }

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};

int main() {
  auto channel =
      grpc::CreateChannel("shop:80", grpc::InsecureChannelCredentials());
  Client client(channel);
  SharedClient shared(channel);
  bool good = shared.get_ok() && !client.get_ok("7").empty();
  good = client.put_bad("7") && good;
  auto span = Tracer()->StartSpan("put", ClientKind());
  trace::Scope scope(span);
  return client.put_bad("8") && good ? 0 : 1;
}
