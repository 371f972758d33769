// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Samples a share of the traces by their id; does not look at the parent.
#pragma once

#include <string>

#include "opentelemetry/sdk/trace/sampler.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class TraceIdRatioBasedSampler : public Sampler {
public:
  explicit TraceIdRatioBasedSampler(double ratio)
      : Ratio(ratio < 0   ? 0
              : ratio > 1 ? 1
                          : ratio),
        Description("TraceIdRatioBasedSampler{" + std::to_string(Ratio) + "}") {
  }
  SamplingResult
  ShouldSample(const opentelemetry::trace::SpanContext &,
               opentelemetry::trace::TraceId trace_id, nostd::string_view,
               opentelemetry::trace::SpanKind,
               const opentelemetry::common::KeyValueIterable &,
               const opentelemetry::trace::SpanContextKeyValueIterable
                   &) noexcept override {
    double Position = 0; // of the first 8 bytes, in [0, 1)
    for (int I = 7; I >= 0; --I)
      Position = (Position + trace_id.Id()[static_cast<size_t>(I)]) / 256;
    bool In = Ratio > 0 && (Ratio == 1 || Position <= Ratio);
    return {In ? Decision::RECORD_AND_SAMPLE : Decision::DROP, nullptr, {}};
  }
  nostd::string_view GetDescription() const noexcept override {
    return Description;
  }

private:
  double Ratio;
  std::string Description;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
