#include "call_context.h"

#include "carriers.h"

namespace {
class Metadata : public context::propagation::TextMapCarrier {
public:
  explicit Metadata(grpc::ClientContext &call) : call_(call) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    call_.AddMetadata(std::string(key), std::string(value));
  }

private:
  grpc::ClientContext &call_;
};
} // namespace

CallContext::CallContext() { context_.set_wait_for_ready(true); }

CallContext::CallContext(const std::string &caller) : CallContext() {
  context_.AddMetadata("x-caller", caller);
  Metadata carrier(context_);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}
