// FLAGS: -std=c++20
// gRPC reads a call's metadata in StartCall, not when the call is prepared.
#include "carriers.h"
#include "shop.grpc.h"

namespace {
class CallCarrier : public context::propagation::TextMapCarrier {
public:
  explicit CallCarrier(grpc::ClientContext &call) : call_(call) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    call_.AddMetadata(std::string(key), std::string(value));
  }

private:
  grpc::ClientContext &call_;
};

void inject(grpc::ClientContext &call) {
  CallCarrier carrier(call);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}
} // namespace

// In time: the call has not started yet.
void injected_before_start_ok(shop::Shop::Stub &stub,
                              grpc::CompletionQueue &queue) {
  grpc::ClientContext call;
  shop::Rep response;
  grpc::Status status;
  auto pending = stub.PrepareAsyncGet(&call, shop::Req(), &queue);
  inject(call);
  pending->StartCall();
  pending->Finish(&response, &status, nullptr);
}

// Too late: the metadata is gone.
void injected_after_start_bad(shop::Shop::Stub &stub,
                              grpc::CompletionQueue &queue) {
  grpc::ClientContext call;
  shop::Rep response;
  grpc::Status status;
  auto pending = stub.PrepareAsyncGet(&call, shop::Req(), &queue);
  pending->StartCall();
  // WARN missing-context-injection:
  inject(call);
  pending->Finish(&response, &status, nullptr);
}
