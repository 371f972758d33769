// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The payment service: charges an order to the customer's card.

#include "common/propagation.h"
#include "common/service.h"
#include "common/tracing.h"
#include "common/work.h"

#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/span_startoptions.h"

#include <httplib.h>

#include <chrono>
#include <string>

namespace trace = opentelemetry::trace;

namespace shop {
namespace {

/// POST /charges?order=<id>
void HandleCharge(const httplib::Request &Req, httplib::Response &Res) {
  const std::string Id = Req.get_param_value("order");
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kServer;
  Options.parent = ExtractContext(Req);
  auto Span = GetTracer()->StartSpan("POST /charges",
                                     {{"http.request.method", "POST"},
                                      {"http.route", "/charges"},
                                      {"order.id", Id}},
                                     Options);
  trace::Scope Active(Span);

  // Charging the card.
  SimulateWork(std::chrono::milliseconds(500));
  Res.set_content(R"({"charged": true})", "application/json");
}

} // namespace
} // namespace shop

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags = shop::ParseFlags(Argc, Argv);
  shop::TimeScale = Flags.Scale;
  shop::SetupTracing("payment", Flags.SpanFile);

  httplib::Server Server;
  Server.Post("/charges", shop::HandleCharge);
  const int Status = shop::Serve(Server, "payment", Flags.Port);

  shop::ShutdownTracing();
  return Status;
}
