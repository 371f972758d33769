#include "http_spans.h"
#include "transport.h"

#include <utility>

namespace {
class TracedTransport final : public Transport {
public:
  explicit TracedTransport(std::unique_ptr<Transport> inner)
      : inner_(std::move(inner)) {}
  bool send(const std::string &path, httplib::Headers headers) override {
    ClientSpan span("POST");
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    return inner_->send(path, std::move(headers));
  }

private:
  std::unique_ptr<Transport> inner_;
};
} // namespace

std::unique_ptr<Transport> traced(std::unique_ptr<Transport> inner) {
  return std::make_unique<TracedTransport>(std::move(inner));
}
