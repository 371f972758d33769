// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The checkout: what customers reach. It has the payment service charge the
// order, and is traced as it should be.

#include "common/service.h"
#include "common/work.h"
#include "with-opentracing/propagation.h"
#include "with-opentracing/tracing.h"

#include <httplib.h>
#include <opentracing/ext/tags.h>
#include <opentracing/span.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <string>
#include <utility>

namespace ext = opentracing::ext;
using opentracing::ChildOf;
using opentracing::SetTag;
using opentracing::Tracer;

namespace shop::ot {
namespace {

class Checkout {
public:
  explicit Checkout(std::string PaymentUrl)
      : PaymentUrl(std::move(PaymentUrl)) {}

  /// POST /checkout?order=<id>
  void HandleCheckout(const httplib::Request &Req,
                      httplib::Response &Res) const {
    const std::string Id = Req.get_param_value("order");
    const auto Caller = ExtractSpan(Req);
    const auto Span = Tracer::Global()->StartSpan(
        "POST /checkout", {ChildOf(Caller.get()),
                           SetTag(ext::span_kind, ext::span_kind_rpc_server),
                           SetTag("order.id", Id)});
    SumUp(*Span);
    if (!Charge(*Span, Id)) {
      Span->SetTag(ext::error, true);
      Res.status = 502;
      return;
    }
    Res.set_content(R"({"paid": true})", "application/json");
  }

private:
  /// Adds up what is in the cart.
  static void SumUp(const opentracing::Span &Parent) {
    const auto Span =
        Tracer::Global()->StartSpan("sum up", {ChildOf(&Parent.context())});
    SimulateWork(std::chrono::milliseconds(300));
  }

  bool Charge(const opentracing::Span &Parent, const std::string &Id) const {
    const auto Span = Tracer::Global()->StartSpan(
        "POST /charges", {ChildOf(&Parent.context()),
                          SetTag(ext::span_kind, ext::span_kind_rpc_client)});
    httplib::Headers Headers;
    InjectSpan(*Span, Headers);
    httplib::Client Client(PaymentUrl);
    Client.set_tcp_nodelay(true);
    const httplib::Result Answer = Client.Post("/charges?order=" + Id, Headers);
    const bool Good = Answer && Answer->status == 200;
    if (!Good)
      Span->SetTag(ext::error, true);
    return Good;
  }

  std::string PaymentUrl;
};

} // namespace
} // namespace shop::ot

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags = shop::ParseFlags(Argc, Argv, {"payment"});
  shop::TimeScale = Flags.Scale;
  shop::ot::InstallTracer("checkout", Flags.SpanFile);

  const shop::ot::Checkout Checkout(Flags.Peers.at("payment"));
  httplib::Server Server;
  Server.Post("/checkout",
              [&](const httplib::Request &Req, httplib::Response &Res) {
                Checkout.HandleCheckout(Req, Res);
              });
  const int Status = shop::Serve(Server, "checkout", Flags.Port);

  shop::ot::CloseTracer();
  return Status;
}
