// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The inventory service: sets goods aside for an order.

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

/// Sets the goods aside; the stock table is large and has no good index.
void UpdateStock() {
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kClient;
  auto Span = GetTracer()->StartSpan(
      "UPDATE stock", {{"db.system.name", "postgresql"}}, Options);
  trace::Scope Active(Span);
  SimulateWork(std::chrono::milliseconds(950));
}

/// POST /reservations?order=<id>
void HandleReserve(const httplib::Request &Req, httplib::Response &Res) {
  const std::string Id = Req.get_param_value("order");
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kServer;
  Options.parent = ExtractContext(Req);
  auto Span = GetTracer()->StartSpan("POST /reservations",
                                     {{"http.request.method", "POST"},
                                      {"http.route", "/reservations"},
                                      {"order.id", Id}},
                                     Options);
  trace::Scope Active(Span);

  UpdateStock();
  Res.set_content(R"({"reserved": true})", "application/json");
}

} // namespace
} // namespace shop

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags = shop::ParseFlags(Argc, Argv);
  shop::TimeScale = Flags.Scale;
  shop::SetupTracing("inventory", Flags.SpanFile);

  httplib::Server Server;
  Server.Post("/reservations", shop::HandleReserve);
  const int Status = shop::Serve(Server, "inventory", Flags.Port);

  shop::ShutdownTracing();
  return Status;
}
