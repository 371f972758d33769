// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// B3 headers, single (`b3`) and multiple (`X-B3-*`); both are read,
// whichever is written.
#pragma once

#include "opentelemetry/trace/propagation/http_trace_context.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace::propagation {
static const nostd::string_view kB3CombinedHeader = "b3";
static const nostd::string_view kB3TraceIdHeader = "X-B3-TraceId";
static const nostd::string_view kB3SpanIdHeader = "X-B3-SpanId";
static const nostd::string_view kB3SampledHeader = "X-B3-Sampled";
static const int kTraceIdHexStrLength = 32;
static const int kSpanIdHexStrLength = 16;

class B3PropagatorExtractor : public context::propagation::TextMapPropagator {
public:
  context::Context Extract(const context::propagation::TextMapCarrier &carrier,
                           context::Context &context) noexcept override {
    return detail::withRemoteSpan(context, read(carrier));
  }
  static TraceId TraceIdFromHex(nostd::string_view trace_id) {
    return HttpTraceContext::TraceIdFromHex(trace_id);
  }
  static SpanId SpanIdFromHex(nostd::string_view span_id) {
    return HttpTraceContext::SpanIdFromHex(span_id);
  }
  static TraceFlags TraceFlagsFromHex(nostd::string_view trace_flags) {
    return TraceFlags(trace_flags == "1" || trace_flags == "d");
  }

private:
  static SpanContext read(const context::propagation::TextMapCarrier &Carrier) {
    nostd::string_view Fields[3];
    nostd::string_view Single = Carrier.Get(kB3CombinedHeader);
    if (!Single.empty()) {
      if (detail::SplitString(Single, '-', Fields, 3) < 2)
        return SpanContext::GetInvalid();
    } else {
      Fields[0] = Carrier.Get(kB3TraceIdHeader);
      Fields[1] = Carrier.Get(kB3SpanIdHeader);
      Fields[2] = Carrier.Get(kB3SampledHeader);
    }
    if (!detail::IsValidHex(Fields[0]) || !detail::IsValidHex(Fields[1]))
      return SpanContext::GetInvalid();
    return SpanContext(TraceIdFromHex(Fields[0]), SpanIdFromHex(Fields[1]),
                       TraceFlagsFromHex(Fields[2]), true);
  }
};

class B3Propagator : public B3PropagatorExtractor {
public:
  void Inject(context::propagation::TextMapCarrier &carrier,
              const context::Context &context) noexcept override {
    SpanContext Span = trace::GetSpanContext(context);
    if (!Span.IsValid())
      return;
    char Header[51];
    Span.trace_id().ToLowerBase16(
        nostd::span<char, 2 * TraceId::kSize>(Header, 2 * TraceId::kSize));
    Header[32] = '-';
    Span.span_id().ToLowerBase16(
        nostd::span<char, 2 * SpanId::kSize>(Header + 33, 2 * SpanId::kSize));
    Header[49] = '-';
    Header[50] = Span.IsSampled() ? '1' : '0';
    carrier.Set(kB3CombinedHeader, nostd::string_view(Header, 51));
  }
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept override {
    return callback(kB3CombinedHeader);
  }
};

class B3PropagatorMultiHeader : public B3PropagatorExtractor {
public:
  void Inject(context::propagation::TextMapCarrier &carrier,
              const context::Context &context) noexcept override {
    SpanContext Span = trace::GetSpanContext(context);
    if (!Span.IsValid())
      return;
    char Trace[2 * TraceId::kSize], Id[2 * SpanId::kSize];
    Span.trace_id().ToLowerBase16(Trace);
    Span.span_id().ToLowerBase16(Id);
    carrier.Set(kB3TraceIdHeader, nostd::string_view(Trace, sizeof(Trace)));
    carrier.Set(kB3SpanIdHeader, nostd::string_view(Id, sizeof(Id)));
    // The last digit of all flags, as in the real one: a random trace id makes
    // it "3", which readers do not take for sampled.
    char Flags[2];
    Span.trace_flags().ToLowerBase16(Flags);
    carrier.Set(kB3SampledHeader, nostd::string_view(Flags + 1, 1));
  }
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept override {
    return callback(kB3TraceIdHeader) && callback(kB3SpanIdHeader) &&
           callback(kB3SampledHeader);
  }
};
} // namespace trace::propagation
OPENTELEMETRY_END_NAMESPACE
