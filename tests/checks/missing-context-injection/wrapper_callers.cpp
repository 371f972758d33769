// FLAGS: -std=c++20
// Wrappers that send what their callers fill: every caller counts, in whatever
// order and number the callers themselves are called.
#include "carriers.h"
#include "shop.grpc.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>

#include <map>
#include <string>

using Headers = std::map<std::string, std::string>;
using Poco::Net::HTTPClientSession;
using Poco::Net::HTTPRequest;

namespace {
Headers injected(Headers headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  return headers;
}

/// Injects into a call's metadata.
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

void send_last_forgets_bad(const Headers &headers) {
  HTTPClientSession session("upstream", 80);
  HTTPRequest request("GET", "/");
  for (const auto &[key, value] : headers)
    request.set(key, value);
  session.sendRequest(request);
  // WARN missing-context-injection:
}

void injecting_caller() { send_last_forgets_bad(injected({})); }
void forgetting_caller() { send_last_forgets_bad({}); }
} // namespace

// The same good caller twice, then the one that forgets.
void call_in_order() {
  injecting_caller();
  injecting_caller();
  forgetting_caller();
}

namespace {
class Transport {
public:
  virtual ~Transport() = default;
  virtual int send(const Headers &headers) = 0;
};

class PocoTransport : public Transport {
public:
  int send(const Headers &headers) override {
    return send_through_member_bad(headers);
  }

private:
  int send_through_member_bad(const Headers &headers) {
    HTTPRequest request("GET", "/");
    for (const auto &[key, value] : headers)
      request.set(key, value);
    session_.sendRequest(request);
    // WARN missing-context-injection:
    return 1;
  }
  HTTPClientSession session_;
};

/// Three methods share one transport; one of them does not inject.
class Api {
public:
  explicit Api(Transport &transport) : transport_(transport) {}
  int in_place() {
    Headers headers{{"accept", "application/json"}};
    MapCarrier carrier(headers);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    return transport_.send(headers);
  }
  int by_helper() {
    return transport_.send(injected({{"accept", "text/plain"}}));
  }
  int not_at_all() {
    Headers headers{{"accept", "application/json"}};
    return transport_.send(headers);
  }

private:
  Transport &transport_;
};
} // namespace

int call_all_methods() {
  PocoTransport transport;
  Api api(transport);
  return api.in_place() + api.by_helper() + api.not_at_all();
}

namespace {
void send_filled_ok(HTTPClientSession &session, HTTPRequest &request) {
  session.sendRequest(request);
}
} // namespace

// The loop runs over the temporary that the helper returns.
void loop_over_temporary_ok(HTTPClientSession &session) {
  HTTPRequest request("GET", "/");
  for (const auto &[key, value] : injected({}))
    request.set(key, value);
  send_filled_ok(session, request);
}

namespace {
/// A call object with its own context: one method injects into it, another
/// lends it to the lambda that sends.
class Call {
public:
  void inject() {
    CallCarrier carrier(call_);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  }
  template <class Body> grpc::Status run(Body body) { return body(&call_); }

private:
  grpc::ClientContext call_;
};
} // namespace

void lent_to_lambda_ok(shop::Shop::StubInterface &stub, shop::Rep *response) {
  Call call;
  call.inject();
  call.run([&](grpc::ClientContext *given) {
    return stub.Get(given, shop::Req(), response);
  });
}

void lent_to_lambda_bad(shop::Shop::StubInterface &stub, shop::Rep *response) {
  Call call;
  call.run([&](grpc::ClientContext *given) {
    return stub.Get(given, shop::Req(), response);
    // WARN missing-context-injection:
  });
}

namespace {
/// The stub's method is an argument.
template <class Stub, class Request, class Response>
Response invoke_bad(Stub &stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext *,
                                                 const Request &, Response *),
                    const Request &request) {
  grpc::ClientContext call;
  Response response;
  (stub.*method)(&call, request, &response);
  // WARN missing-context-injection:
  return response;
}

// The call after the one through the pointer is told as well.
void direct_after_pointer_bad(shop::Shop::Stub &stub) {
  invoke_bad(stub, &shop::Shop::Stub::Put, shop::Req());
  grpc::ClientContext call;
  shop::Rep response;
  stub.Get(&call, shop::Req(), &response);
  // WARN missing-context-injection:
}

/// As above, through an object that holds the stub and opens the span.
template <class Stub> class Caller {
public:
  explicit Caller(Stub &stub) : stub_(stub) {}
  template <class Request, class Response>
  Response call_bad(grpc::Status (Stub::*method)(grpc::ClientContext *,
                                                 const Request &, Response *),
                    const Request &request) {
    auto span = Tracer()->StartSpan("shop.Shop/Put", ClientKind());
    trace::Scope scope(span);
    grpc::ClientContext call;
    Response response;
    (stub_.*method)(&call, request, &response);
    // WARN missing-context-injection:
    return response;
  }
  template <class Request, class Response>
  Response call_ok(grpc::Status (Stub::*method)(grpc::ClientContext *,
                                                const Request &, Response *),
                   const Request &request) {
    auto span = Tracer()->StartSpan("shop.Shop/Put", ClientKind());
    trace::Scope scope(span);
    grpc::ClientContext call;
    CallCarrier carrier(call);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    Response response;
    (stub_.*method)(&call, request, &response);
    return response;
  }

private:
  Stub &stub_;
};
} // namespace

void use_callers(shop::Shop::Stub &stub) {
  direct_after_pointer_bad(stub);
  Caller<shop::Shop::Stub> caller(stub);
  caller.call_bad(&shop::Shop::Stub::Put, shop::Req());
  caller.call_ok(&shop::Shop::Stub::Put, shop::Req());
}
