// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// W3C Trace Context: the headers traceparent and tracestate.
#pragma once

#include "opentelemetry/common/string_util.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/detail/hex.h"
#include "opentelemetry/trace/propagation/detail/string.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace::propagation {
static const nostd::string_view kTraceParent = "traceparent";
static const nostd::string_view kTraceState = "tracestate";
static const size_t kVersionSize = 2;
static const size_t kTraceIdSize = 32;
static const size_t kSpanIdSize = 16;
static const size_t kTraceFlagsSize = 2;
static const size_t kTraceParentSize = 55;

namespace detail {
inline context::Context withRemoteSpan(context::Context &Context,
                                       const SpanContext &Remote) {
  if (!Remote.IsValid())
    return Context;
  return SetSpan(Context, nostd::shared_ptr<Span>(new DefaultSpan(Remote)));
}
} // namespace detail

class HttpTraceContext : public context::propagation::TextMapPropagator {
public:
  void Inject(context::propagation::TextMapCarrier &carrier,
              const context::Context &context) noexcept override {
    SpanContext Span = trace::GetSpanContext(context);
    if (!Span.IsValid())
      return;
    char Header[kTraceParentSize] = {'0', '0', '-'};
    Span.trace_id().ToLowerBase16(
        nostd::span<char, 2 * TraceId::kSize>(Header + 3, kTraceIdSize));
    Header[35] = '-';
    Span.span_id().ToLowerBase16(
        nostd::span<char, 2 * SpanId::kSize>(Header + 36, kSpanIdSize));
    Header[52] = '-';
    Span.trace_flags().ToLowerBase16(
        nostd::span<char, 2>(Header + 53, kTraceFlagsSize));
    carrier.Set(kTraceParent, nostd::string_view(Header, kTraceParentSize));
    std::string State = Span.trace_state()->ToHeader();
    if (!State.empty())
      carrier.Set(kTraceState, State);
  }

  context::Context Extract(const context::propagation::TextMapCarrier &carrier,
                           context::Context &context) noexcept override {
    return detail::withRemoteSpan(
        context, parse(common::StringUtil::Trim(carrier.Get(kTraceParent)),
                       carrier.Get(kTraceState)));
  }

  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept override {
    return callback(kTraceParent) && callback(kTraceState);
  }

  static TraceId TraceIdFromHex(nostd::string_view trace_id) {
    uint8_t Bytes[TraceId::kSize];
    detail::HexToBinary(trace_id, Bytes, sizeof(Bytes));
    return TraceId(Bytes);
  }
  static SpanId SpanIdFromHex(nostd::string_view span_id) {
    uint8_t Bytes[SpanId::kSize];
    detail::HexToBinary(span_id, Bytes, sizeof(Bytes));
    return SpanId(Bytes);
  }
  static TraceFlags TraceFlagsFromHex(nostd::string_view trace_flags) {
    uint8_t Flags = 0;
    detail::HexToBinary(trace_flags, &Flags, 1);
    return TraceFlags(Flags);
  }

private:
  static SpanContext parse(nostd::string_view Parent,
                           nostd::string_view State) {
    const size_t Sizes[] = {kVersionSize, kTraceIdSize, kSpanIdSize,
                            kTraceFlagsSize};
    nostd::string_view Fields[4];
    if (detail::SplitString(Parent, '-', Fields, 4) != 4)
      return SpanContext::GetInvalid();
    for (int I = 0; I < 4; ++I)
      if (Fields[I].size() != Sizes[I] || !detail::IsValidHex(Fields[I]))
        return SpanContext::GetInvalid();
    // Later versions may append fields; ff is no version.
    bool Known = Fields[0] == "00";
    if ((Known && Parent.size() != kTraceParentSize) || Fields[0] == "ff" ||
        Fields[0] == "FF")
      return SpanContext::GetInvalid();
    SpanContext Result(TraceIdFromHex(Fields[1]), SpanIdFromHex(Fields[2]),
                       TraceFlagsFromHex(Fields[3]), true,
                       TraceState::FromHeader(State));
    return Result.IsValid() ? Result : SpanContext::GetInvalid();
  }
};
} // namespace trace::propagation
OPENTELEMETRY_END_NAMESPACE
