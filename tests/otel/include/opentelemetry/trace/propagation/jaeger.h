// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Jaeger's own header, uber-trace-id.
#pragma once

#include "opentelemetry/trace/propagation/http_trace_context.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace::propagation {
static const nostd::string_view kJaegerTraceHeader = "uber-trace-id";

class JaegerPropagator : public context::propagation::TextMapPropagator {
public:
  void Inject(context::propagation::TextMapCarrier &carrier,
              const context::Context &context) noexcept override {
    SpanContext Span = trace::GetSpanContext(context);
    if (!Span.IsValid())
      return;
    char Trace[2 * TraceId::kSize], Id[2 * SpanId::kSize];
    Span.trace_id().ToLowerBase16(Trace);
    Span.span_id().ToLowerBase16(Id);
    std::string Header(Trace, sizeof(Trace));
    Header.append(":").append(Id, sizeof(Id));
    Header += Span.IsSampled() ? ":0:01" : ":0:00";
    carrier.Set(kJaegerTraceHeader, Header);
  }
  context::Context Extract(const context::propagation::TextMapCarrier &carrier,
                           context::Context &context) noexcept override {
    nostd::string_view Fields[4];
    if (detail::SplitString(carrier.Get(kJaegerTraceHeader), ':', Fields, 4) !=
            4 ||
        !detail::IsValidHex(Fields[0]) || !detail::IsValidHex(Fields[1]) ||
        !detail::IsValidHex(Fields[3]))
      return context;
    TraceFlags Flags = HttpTraceContext::TraceFlagsFromHex(Fields[3]);
    return detail::withRemoteSpan(
        context, SpanContext(HttpTraceContext::TraceIdFromHex(Fields[0]),
                             HttpTraceContext::SpanIdFromHex(Fields[1]),
                             TraceFlags(Flags.IsSampled()), true));
  }
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept override {
    return callback(kJaegerTraceHeader);
  }
};
} // namespace trace::propagation
OPENTELEMETRY_END_NAMESPACE
