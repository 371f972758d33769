// FLAGS: -std=c++20
// Poco Net: the request is the carrier, and sendRequest writes its headers.
#include "carriers.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPStreamFactory.h>
#include <Poco/URI.h>

#include <map>
#include <memory>

using Poco::Net::HTTPClientSession;
using Poco::Net::HTTPRequest;
using Poco::Net::HTTPResponse;

namespace {
class RequestCarrier : public context::propagation::TextMapCarrier {
public:
  explicit RequestCarrier(HTTPRequest &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.find(std::string(key));
    return it == request_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    request_.set(std::string(key), std::string(value));
  }

private:
  HTTPRequest &request_;
};

std::unique_ptr<HTTPRequest> make_traced_request(const std::string &path) {
  auto request = std::make_unique<HTTPRequest>(HTTPRequest::HTTP_GET, path);
  RequestCarrier carrier(*request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  return request;
}

HTTPRequest make_plain_request(const std::string &path) {
  HTTPRequest request(HTTPRequest::HTTP_GET, path);
  request.set("Accept", "application/json");
  return request;
}
} // namespace

void plain_request_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  HTTPClientSession session("inventory", 8080);
  HTTPRequest request(HTTPRequest::HTTP_GET, "/stock");
  session.sendRequest(request);
  // WARN missing-context-injection:
  HTTPResponse response;
  session.receiveResponse(response);
}

void injected_request_ok() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto span = Tracer()->StartSpan("GET /stock", options);
  trace::Scope scope(span);
  HTTPClientSession session("inventory", 8080);
  HTTPRequest request(HTTPRequest::HTTP_GET, "/stock");
  RequestCarrier carrier(request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  session.sendRequest(request);
  HTTPResponse response;
  session.receiveResponse(response);
}

void set_by_hand_ok(const std::string &body) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  HTTPClientSession session("orders", 8080);
  HTTPRequest request(HTTPRequest::HTTP_POST, "/orders");
  request.setContentLength(static_cast<std::streamsize>(body.size()));
  request.set("traceparent", FormatTraceparent(span->GetContext()));
  session.sendRequest(request) << body;
  HTTPResponse response;
  session.receiveResponse(response);
}

void body_without_headers_bad(const std::string &body) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  HTTPClientSession session("orders", 8080);
  HTTPRequest request(HTTPRequest::HTTP_POST, "/orders");
  request.setContentLength(static_cast<std::streamsize>(body.size()));
  session.sendRequest(request) << body;
  // WARN missing-context-injection:
  HTTPResponse response;
  session.receiveResponse(response);
}

// The headers are on the wire already.
void set_after_send_bad(const std::string &body) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  HTTPClientSession session("orders", 8080);
  HTTPRequest request(HTTPRequest::HTTP_POST, "/orders");
  std::ostream &stream = session.sendRequest(request);
  // WARN missing-context-injection:
  request.set("traceparent", FormatTraceparent(span->GetContext()));
  stream << body;
  HTTPResponse response;
  session.receiveResponse(response);
}

void made_by_injecting_helper_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  auto session = std::make_unique<HTTPClientSession>("inventory", 8080);
  auto request = make_traced_request("/stock");
  session->sendRequest(*request);
  HTTPResponse response;
  session->receiveResponse(response);
}

void made_by_plain_helper_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  HTTPClientSession session("inventory", 8080);
  HTTPRequest request = make_plain_request("/stock");
  session.sendRequest(request);
  // WARN missing-context-injection:
  HTTPResponse response;
  session.receiveResponse(response);
}

void loop_over_injected_map_ok() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  HTTPRequest request(HTTPRequest::HTTP_GET, "/stock");
  for (auto it = values.begin(); it != values.end(); ++it)
    request.add(it->first, it->second);
  HTTPClientSession session("inventory", 8080);
  session.sendRequest(request);
  HTTPResponse response;
  session.receiveResponse(response);
}

// There is no way to give this one headers.
void stream_factory_bad() {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  Poco::Net::HTTPStreamFactory factory;
  Poco::URI uri("http://inventory:8080/stock");
  std::unique_ptr<std::istream> body(factory.open(uri));
  // WARN missing-context-injection:
}
