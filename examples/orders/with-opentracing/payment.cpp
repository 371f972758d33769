// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The payment service from before the shop moved to OpenTelemetry: charges an
// order to the customer's card, through the bank.

#include "common/service.h"
#include "common/work.h"
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

/// Looks up whether the customer may spend as much.
bool WithinLimit(const opentracing::Span &Parent) {
  const auto Span =
      Tracer::Global()->StartSpan("check limit", {ChildOf(&Parent.context())});
  SimulateWork(std::chrono::milliseconds(500));
  return true;
}

class Payment {
public:
  explicit Payment(std::string BankUrl) : BankUrl(std::move(BankUrl)) {}

  /// POST /charges?order=<id>
  void HandleCharge(const httplib::Request &Req, httplib::Response &Res) const {
    const std::string Id = Req.get_param_value("order");
    const auto Span = Tracer::Global()->StartSpan(
        "POST /charges", {SetTag(ext::span_kind, ext::span_kind_rpc_server),
                          SetTag("order.id", Id)});
    if (!WithinLimit(*Span)) {
      Res.status = 402;
      return;
    }
    httplib::Client Bank(BankUrl);
    Bank.set_tcp_nodelay(true);
    const httplib::Result Answer = Bank.Post("/transfers?order=" + Id);
    if (!Answer || Answer->status != 200) {
      Span->SetTag(ext::error, true);
      Res.status = 502;
      return;
    }
    Res.set_content(R"({"charged": true})", "application/json");
  }

private:
  std::string BankUrl;
};

} // namespace
} // namespace shop::ot

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags = shop::ParseFlags(Argc, Argv, {"bank"});
  shop::TimeScale = Flags.Scale;
  shop::ot::InstallTracer("payment", Flags.SpanFile);

  const shop::ot::Payment Payment(Flags.Peers.at("bank"));
  httplib::Server Server;
  Server.Post("/charges",
              [&](const httplib::Request &Req, httplib::Response &Res) {
                Payment.HandleCharge(Req, Res);
              });
  const int Status = shop::Serve(Server, "payment", Flags.Port);

  shop::ot::CloseTracer();
  return Status;
}
