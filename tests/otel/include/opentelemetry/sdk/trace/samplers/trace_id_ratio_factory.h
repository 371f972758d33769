// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a TraceIdRatioBasedSampler.
#pragma once

#include "opentelemetry/sdk/trace/samplers/trace_id_ratio.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class TraceIdRatioBasedSamplerFactory {
public:
  static std::unique_ptr<Sampler> Create(double ratio) {
    return std::make_unique<TraceIdRatioBasedSampler>(ratio);
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
