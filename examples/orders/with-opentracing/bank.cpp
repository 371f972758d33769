// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The bank, which takes its time. It is traced as it should be.

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

namespace ext = opentracing::ext;
using opentracing::ChildOf;
using opentracing::SetTag;
using opentracing::Tracer;

namespace shop::ot {
namespace {

/// POST /transfers?order=<id>
void HandleTransfer(const httplib::Request &Req, httplib::Response &Res) {
  const auto Caller = ExtractSpan(Req);
  const auto Span = Tracer::Global()->StartSpan(
      "POST /transfers",
      {ChildOf(Caller.get()), SetTag(ext::span_kind, ext::span_kind_rpc_server),
       SetTag("order.id", Req.get_param_value("order"))});
  SimulateWork(std::chrono::milliseconds(3200));
  Res.set_content(R"({"transferred": true})", "application/json");
}

} // namespace
} // namespace shop::ot

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags = shop::ParseFlags(Argc, Argv);
  shop::TimeScale = Flags.Scale;
  shop::ot::InstallTracer("bank", Flags.SpanFile);

  httplib::Server Server;
  Server.Post("/transfers", shop::ot::HandleTransfer);
  const int Status = shop::Serve(Server, "bank", Flags.Port);

  shop::ot::CloseTracer();
  return Status;
}
