// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Samples nothing.
#pragma once

#include "opentelemetry/sdk/trace/sampler.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class AlwaysOffSampler : public Sampler {
public:
  SamplingResult
  ShouldSample(const opentelemetry::trace::SpanContext &parent_context,
               opentelemetry::trace::TraceId, nostd::string_view,
               opentelemetry::trace::SpanKind,
               const opentelemetry::common::KeyValueIterable &,
               const opentelemetry::trace::SpanContextKeyValueIterable
                   &) noexcept override {
    return {Decision::DROP, nullptr, parent_context.trace_state()};
  }
  nostd::string_view GetDescription() const noexcept override {
    return "AlwaysOffSampler";
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
