// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The auth service: says whether a token is good.

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

/// GET /verify
void HandleVerify(const httplib::Request &Req, httplib::Response &Res) {
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kServer;
  Options.parent = ExtractContext(Req);
  auto Span = GetTracer()->StartSpan(
      "GET /verify",
      {{"http.request.method", "GET"}, {"http.route", "/verify"}}, Options);
  trace::Scope Active(Span);

  // Checking the signature of the token.
  SimulateWork(std::chrono::milliseconds(150));
  const bool Good =
      Req.get_header_value("Authorization").rfind("Bearer ", 0) == 0;
  Res.status = Good ? 200 : 401;
  Span->SetAttribute("http.response.status_code", Res.status);
}

} // namespace
} // namespace shop

int main(int Argc, char **Argv) {
  shop::BlockStopSignals();
  const shop::ServiceFlags Flags = shop::ParseFlags(Argc, Argv);
  shop::TimeScale = Flags.Scale;
  shop::SetupTracing("auth", Flags.SpanFile);

  httplib::Server Server;
  Server.Get("/verify", shop::HandleVerify);
  const int Status = shop::Serve(Server, "auth", Flags.Port);

  shop::ShutdownTracing();
  return Status;
}
