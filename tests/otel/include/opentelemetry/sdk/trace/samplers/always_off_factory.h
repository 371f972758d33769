// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes an AlwaysOffSampler.
#pragma once

#include "opentelemetry/sdk/trace/samplers/always_off.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class AlwaysOffSamplerFactory {
public:
  static std::unique_ptr<Sampler> Create() {
    return std::make_unique<AlwaysOffSampler>();
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
