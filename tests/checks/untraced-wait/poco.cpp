// FLAGS: -std=c++20
// Waits of Poco Foundation in Poco handlers whose server span is right; the
// case is the class around handleRequest.
#include <Poco/AutoPtr.h>
#include <Poco/Event.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/NotificationQueue.h>
#include <Poco/Semaphore.h>

#include <string>

#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

namespace {

struct Headers : context::propagation::TextMapCarrier {
  const HTTPServerRequest &request;
  explicit Headers(const HTTPServerRequest &r) : request(r) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request.find(std::string(key));
    return it == request.end() ? nostd::string_view("")
                               : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}
};

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("poco");
}

nostd::shared_ptr<trace::Span> serverSpan(const HTTPServerRequest &request) {
  Headers carrier(request);
  context::Context none;
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent =
      trace::propagation::HttpTraceContext().Extract(carrier, none);
  return tracer()->StartSpan("request", options);
}

Poco::Semaphore places(4);
Poco::Event started;
Poco::NotificationQueue answers;

} // namespace

class SemaphoreWait_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request);
    trace::Scope scope(span);
    places.wait();
    // WARN untraced-wait:
    response.send();
    places.set();
  }
};

class QueuePop_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request);
    trace::Scope scope(span);
    Poco::AutoPtr<Poco::Notification> answer(answers.waitDequeueNotification());
    // WARN untraced-wait:
    response.send() << answer->name();
  }
};

class QueuePopWithEvent_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request);
    trace::Scope scope(span);
    span->AddEvent("waiting for the answer");
    Poco::AutoPtr<Poco::Notification> answer(answers.waitDequeueNotification());
    response.send() << answer->name();
  }
};

class EventWithOwnSpan_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    auto span = serverSpan(request);
    trace::Scope scope(span);
    {
      auto wait = tracer()->StartSpan("wait for start");
      trace::Scope inner(wait);
      started.wait();
    }
    response.send();
  }
};
