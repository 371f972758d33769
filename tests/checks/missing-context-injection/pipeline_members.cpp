// FLAGS: -std=c++20 -D_TURN_OFF_PLATFORM_STRING
// cpprestsdk: a pipeline stage that is installed on a member in the
// constructor works for every method of the class.
#include "carriers.h"

#include <cpprest/http_client.h>

#include <memory>

using web::http::http_pipeline_stage;
using web::http::http_request;
using web::http::http_response;
using web::http::methods;
using web::http::client::http_client;

namespace {
class HeaderCarrier : public context::propagation::TextMapCarrier {
public:
  explicit HeaderCarrier(web::http::http_headers &headers)
      : headers_(headers) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    headers_[std::string(key)] = std::string(value);
  }

private:
  web::http::http_headers &headers_;
};

class InjectingStage : public http_pipeline_stage {
public:
  pplx::task<http_response> propagate(http_request request) override {
    HeaderCarrier carrier(request.headers());
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    return next_stage()->propagate(request);
  }
};

/// Opens the client span of each call as well, and ends it with the answer.
class TracingStage : public http_pipeline_stage {
public:
  pplx::task<http_response> propagate(http_request request) override {
    auto span = Tracer()->StartSpan("HTTP", ClientKind());
    trace::Scope scope(span);
    HeaderCarrier carrier(request.headers());
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    return next_stage()->propagate(request).then([span](http_response reply) {
      span->End();
      return reply;
    });
  }
};

nostd::shared_ptr<trace::Span> start_refresh() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  return Tracer()->StartSpan("refresh", options);
}

class InjectingApi {
public:
  InjectingApi() : client_("http://upstream") {
    client_.add_handler(std::make_shared<InjectingStage>());
  }
  int get_ok() {
    return client_.request(methods::GET, "/").get().status_code();
  }

private:
  http_client client_;
};

class TracingApi {
public:
  TracingApi() : client_("http://upstream") {
    client_.add_handler(std::make_shared<TracingStage>());
  }
  void get_both_ok() {
    auto span = start_refresh();
    trace::Scope scope(span);
    client_.request(methods::GET, "/a").wait();
    client_.request(methods::GET, "/b").wait();
  }

private:
  http_client client_;
};

/// No stage at all.
class PlainApi {
public:
  PlainApi() : client_("http://upstream") {}
  int get_bad() {
    auto span = Tracer()->StartSpan("GET /", ClientKind());
    trace::Scope scope(span);
    return client_.request(methods::GET, "/").get().status_code();
    // WARN missing-context-injection:
  }

private:
  http_client client_;
};
} // namespace

void use_apis() {
  InjectingApi().get_ok();
  TracingApi().get_both_ok();
  PlainApi().get_bad();
}

// The stage on a local client, with the spans of the member's case.
void local_client_ok() {
  http_client client("http://upstream");
  client.add_handler(std::make_shared<TracingStage>());
  auto span = start_refresh();
  trace::Scope scope(span);
  client.request(methods::GET, "/a").wait();
  client.request(methods::GET, "/b").wait();
}
