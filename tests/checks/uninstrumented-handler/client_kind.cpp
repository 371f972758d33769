// FLAGS: -std=c++20 -D_TURN_OFF_PLATFORM_STRING
// A handler that opens a client span as its own, over its whole work, is
// instrumented, with the wrong kind and without its parent.
#include "carriers.h"

#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>

#include <map>
#include <string>

using web::http::http_request;
using web::http::methods;
using web::http::client::http_client;

namespace {
/// Two pieces of work under the span.
void two_calls_bad(http_request request) {
  auto span = Tracer()->StartSpan("GET employee", ClientKind());
  // WARN missing-context-extraction:
  trace::Scope scope(span);
  std::map<std::string, std::string> values;
  MapCarrier carrier(values);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  http_client client("http://upstream");
  http_request outgoing(methods::GET);
  for (const auto &[key, value] : values)
    outgoing.headers().add(key, value);
  request.extract_json().get();
  auto reply = client.request(outgoing).get();
  span->End();
  request.reply(reply.status_code());
}

/// One call, and the span is opened first and ended last.
class FN_Employees {
public:
  static void FP_one_call(http_request request) {
    // FP uninstrumented-handler: the span is taken for the call's
    auto span = Tracer()->StartSpan("GET employee", ClientKind());
    // FN missing-context-extraction: the span is taken for the call's
    trace::Scope scope(span);
    span->SetAttribute("url", request.absolute_uri().to_string());
    std::map<std::string, std::string> values;
    MapCarrier carrier(values);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    http_client client("http://upstream");
    http_request outgoing(methods::GET);
    for (const auto &[key, value] : values)
      outgoing.headers().add(key, value);
    auto reply = client.request(outgoing).get();
    span->End();
    request.reply(reply.status_code());
  }
};
} // namespace

void listen(web::http::experimental::listener::http_listener &listener) {
  listener.support(methods::GET, two_calls_bad);
  listener.support(methods::PUT, FN_Employees::FP_one_call);
}
