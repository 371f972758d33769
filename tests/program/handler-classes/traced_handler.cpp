#include "traced_handler.h"

#include "carriers.h"

namespace {
class RequestReader : public context::propagation::TextMapCarrier {
public:
  explicit RequestReader(const Poco::Net::HTTPServerRequest &request)
      : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.find(std::string(key));
    return it == request_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const Poco::Net::HTTPServerRequest &request_;
};
} // namespace

void TracedHandler::handleRequest(Poco::Net::HTTPServerRequest &request,
                                  Poco::Net::HTTPServerResponse &response) {
  RequestReader carrier(request);
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  auto span = Tracer()->StartSpan("request", options);
  // NOTE the span around it starts here
  trace::Scope scope(span);
  answer(request, response);
}
