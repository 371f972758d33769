// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The order service: reads an order from its database, has the inventory set
// the goods aside and the payment service charge for them.

#include "common/curl.h"
#include "common/propagation.h"
#include "common/service.h"
#include "common/tracing.h"
#include "common/work.h"
#include "pool.h"

#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/span_startoptions.h"

#include <curl/curl.h>
#include <httplib.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace trace = opentelemetry::trace;

namespace shop {
namespace {

// What the database grants this service.
constexpr std::size_t PoolSize = 2;

/// Has goods set aside by the inventory service.
class InventoryClient {
public:
  explicit InventoryClient(std::string Url) : Url(std::move(Url)) {}

  bool Reserve(const std::string &Id) const {
    // One client a call: a shared one sends its requests one after another.
    httplib::Client Client(Url);
    Client.set_tcp_nodelay(true);
    const httplib::Result Answer = Client.Post("/reservations?order=" + Id);
    return Answer && Answer->status == 200;
  }

private:
  std::string Url;
};

/// Charges orders through the payment service.
class PaymentClient {
public:
  explicit PaymentClient(std::string Url) : Url(std::move(Url)) {}

  bool Charge(const std::string &Id) const {
    trace::StartSpanOptions Options;
    Options.kind = trace::SpanKind::kClient;
    auto Span = GetTracer()->StartSpan(
        "POST /charges", {{"http.request.method", "POST"}}, Options);
    trace::Scope Active(Span);

    const CurlHandle Curl(curl_easy_init());
    if (!Curl) {
      Span->SetStatus(trace::StatusCode::kError, "out of memory");
      return false;
    }
    const std::string Target = Url + "/charges?order=" + Id;
    std::string Body;
    CurlHeaders Headers;
    Headers.Append("Accept: application/json");
    InjectContext(Headers);
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Target.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(Curl.get(), CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(Curl.get(), CURLOPT_POSTFIELDS, "");
    curl_easy_setopt(Curl.get(), CURLOPT_WRITEFUNCTION, CollectBody);
    curl_easy_setopt(Curl.get(), CURLOPT_WRITEDATA, &Body);
    curl_easy_setopt(Curl.get(), CURLOPT_HTTPHEADER, Headers.get());
    const CURLcode Code = curl_easy_perform(Curl.get());
    if (Code != CURLE_OK)
      Span->SetStatus(trace::StatusCode::kError, curl_easy_strerror(Code));
    return Code == CURLE_OK;
  }

private:
  std::string Url;
};

/// Reads an order and locks its row for as long as the connection is held.
std::string SelectOrder(const Connection &Database, const std::string &Id) {
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kClient;
  auto Span = GetTracer()->StartSpan(
      "SELECT orders", {{"db.system.name", "postgresql"}}, Options);
  trace::Scope Active(Span);
  Span->SetAttribute("db.connection",
                     static_cast<std::int64_t>(Database.Number));
  SimulateWork(std::chrono::milliseconds(200));
  return R"({"order": ")" + Id + R"(", "status": "paid"})";
}

class OrderService {
public:
  OrderService(InventoryClient Inventory, PaymentClient Payment)
      : Inventory(std::move(Inventory)), Payment(std::move(Payment)),
        Connections(PoolSize) {}

  /// GET /orders/<id>
  void HandleGetOrder(const httplib::Request &Req, httplib::Response &Res) {
    const std::string Id = Req.matches[1];
    trace::StartSpanOptions Options;
    Options.kind = trace::SpanKind::kServer;
    auto Span = GetTracer()->StartSpan("GET /orders/{id}",
                                       {{"http.request.method", "GET"},
                                        {"http.route", "/orders/{id}"},
                                        {"order.id", Id}},
                                       Options);
    trace::Scope Active(Span);

    std::string Order;
    {
      // Held until the goods are set aside: the row has to stay locked.
      const ConnectionPool::Lease Database = Connections.Acquire();
      Order = SelectOrder(*Database, Id);
      if (!Inventory.Reserve(Id)) {
        Span->SetStatus(trace::StatusCode::kError, "goods not reserved");
        Res.status = 502;
        return;
      }
    }
    if (!Payment.Charge(Id)) {
      Span->SetStatus(trace::StatusCode::kError, "order not charged");
      Res.status = 502;
      return;
    }
    Res.set_content(Order, "application/json");
  }

private:
  InventoryClient Inventory;
  PaymentClient Payment;
  ConnectionPool Connections;
};

} // namespace
} // namespace shop

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags =
      shop::ParseFlags(Argc, Argv, {"inventory", "payment"});
  shop::TimeScale = Flags.Scale;
  shop::SetupTracing("orders", Flags.SpanFile);
  curl_global_init(CURL_GLOBAL_DEFAULT);

  shop::OrderService Orders(shop::InventoryClient(Flags.Peers.at("inventory")),
                            shop::PaymentClient(Flags.Peers.at("payment")));
  httplib::Server Server;
  Server.Get(R"(/orders/(\d+))",
             [&](const httplib::Request &Req, httplib::Response &Res) {
               Orders.HandleGetOrder(Req, Res);
             });
  const int Status = shop::Serve(Server, "orders", Flags.Port);

  curl_global_cleanup();
  shop::ShutdownTracing();
  return Status;
}
