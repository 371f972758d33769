// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes an AlwaysOnSampler.
#pragma once

#include "opentelemetry/sdk/trace/samplers/always_on.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class AlwaysOnSamplerFactory {
public:
  static std::unique_ptr<Sampler> Create() {
    return std::make_unique<AlwaysOnSampler>();
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
