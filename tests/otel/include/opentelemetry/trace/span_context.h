// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What crosses process borders: ids, flags and tracestate of a span.
#pragma once

#include <utility>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_flags.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/trace/trace_state.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class SpanContext final {
public:
  SpanContext(bool sampled_flag, bool is_remote) noexcept
      : SpanContext(TraceId(), SpanId(), TraceFlags(sampled_flag), is_remote) {}
  SpanContext(TraceId trace_id, SpanId span_id, TraceFlags trace_flags,
              bool is_remote,
              nostd::shared_ptr<TraceState> trace_state =
                  TraceState::GetDefault()) noexcept
      : Trace(trace_id), Span(span_id), Flags(trace_flags), Remote(is_remote),
        State(std::move(trace_state)) {}

  static SpanContext GetInvalid() noexcept { return {false, false}; }

  bool IsValid() const noexcept { return Trace.IsValid() && Span.IsValid(); }
  bool IsRemote() const noexcept { return Remote; }
  bool IsSampled() const noexcept { return Flags.IsSampled(); }
  const trace::TraceFlags &trace_flags() const noexcept { return Flags; }
  const trace::TraceId &trace_id() const noexcept { return Trace; }
  const trace::SpanId &span_id() const noexcept { return Span; }
  const nostd::shared_ptr<trace::TraceState> &trace_state() const noexcept {
    return State;
  }
  // Neither the tracestate nor where it came from counts.
  bool operator==(const SpanContext &that) const noexcept {
    return Trace == that.Trace && Span == that.Span && Flags == that.Flags;
  }

private:
  trace::TraceId Trace;
  trace::SpanId Span;
  trace::TraceFlags Flags;
  bool Remote;
  nostd::shared_ptr<trace::TraceState> State;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
