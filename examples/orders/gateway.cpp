// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The gateway: the one service that customers reach. It asks auth who is
// calling and gets the order from the order service.

#include "common/curl.h"
#include "common/propagation.h"
#include "common/service.h"
#include "common/tracing.h"

#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/span_startoptions.h"

#include <curl/curl.h>
#include <httplib.h>

#include <optional>
#include <string>
#include <utility>

namespace trace = opentelemetry::trace;

namespace shop {
namespace {

/// Asks the auth service whether a token is good.
class AuthClient {
public:
  explicit AuthClient(std::string Url) : Url(std::move(Url)) {}

  bool Verify(const std::string &Token) const {
    trace::StartSpanOptions Options;
    Options.kind = trace::SpanKind::kClient;
    auto Span = GetTracer()->StartSpan(
        "GET /verify", {{"http.request.method", "GET"}}, Options);
    trace::Scope Active(Span);

    httplib::Headers Headers = {{"Authorization", Token}};
    InjectContext(Headers);
    // One client a call: a shared one sends its requests one after another.
    httplib::Client Client(Url);
    Client.set_tcp_nodelay(true);
    const httplib::Result Answer = Client.Get("/verify", Headers);
    if (!Answer) {
      Span->SetStatus(trace::StatusCode::kError,
                      httplib::to_string(Answer.error()));
      return false;
    }
    Span->SetAttribute("http.response.status_code", Answer->status);
    return Answer->status == 200;
  }

private:
  std::string Url;
};

/// Gets orders from the order service.
class OrderClient {
public:
  explicit OrderClient(std::string Url) : Url(std::move(Url)) {}

  /// The order as JSON, or nothing if the service did not answer with one.
  std::optional<std::string> Fetch(const std::string &Id) const {
    const CurlHandle Curl(curl_easy_init());
    if (!Curl)
      return std::nullopt;
    const std::string Target = Url + "/orders/" + Id;
    std::string Body;
    CurlHeaders Headers;
    Headers.Append("Accept: application/json");
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Target.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(Curl.get(), CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(Curl.get(), CURLOPT_WRITEFUNCTION, CollectBody);
    curl_easy_setopt(Curl.get(), CURLOPT_WRITEDATA, &Body);
    curl_easy_setopt(Curl.get(), CURLOPT_HTTPHEADER, Headers.get());
    if (curl_easy_perform(Curl.get()) != CURLE_OK)
      return std::nullopt;
    return Body;
  }

private:
  std::string Url;
};

class Gateway {
public:
  Gateway(AuthClient Auth, OrderClient Orders)
      : Auth(std::move(Auth)), Orders(std::move(Orders)) {}

  /// GET /orders/<id>
  void HandleOrder(const httplib::Request &Req, httplib::Response &Res) const {
    const std::string Id = Req.matches[1];
    trace::StartSpanOptions Options;
    Options.kind = trace::SpanKind::kServer;
    Options.parent = ExtractContext(Req);
    auto Span = GetTracer()->StartSpan("GET /orders/{id}",
                                       {{"http.request.method", "GET"},
                                        {"http.route", "/orders/{id}"},
                                        {"order.id", Id}},
                                       Options);
    trace::Scope Active(Span);

    if (!Auth.Verify(Req.get_header_value("Authorization"))) {
      Res.status = 401;
      return;
    }
    const std::optional<std::string> Order = Orders.Fetch(Id);
    if (!Order) {
      Span->SetStatus(trace::StatusCode::kError, "no answer from orders");
      Res.status = 502;
      return;
    }
    Res.set_content(*Order, "application/json");
  }

private:
  AuthClient Auth;
  OrderClient Orders;
};

} // namespace
} // namespace shop

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags =
      shop::ParseFlags(Argc, Argv, {"auth", "orders"});
  shop::SetupTracing("gateway", Flags.SpanFile);
  curl_global_init(CURL_GLOBAL_DEFAULT);

  const shop::Gateway Gateway(shop::AuthClient(Flags.Peers.at("auth")),
                              shop::OrderClient(Flags.Peers.at("orders")));
  httplib::Server Server;
  Server.Get(R"(/orders/(\d+))",
             [&](const httplib::Request &Req, httplib::Response &Res) {
               Gateway.HandleOrder(Req, Res);
             });
  const int Status = shop::Serve(Server, "gateway", Flags.Port);

  curl_global_cleanup();
  shop::ShutdownTracing();
  return Status;
}
