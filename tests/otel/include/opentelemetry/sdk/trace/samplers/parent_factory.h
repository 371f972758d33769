// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a ParentBasedSampler.
#pragma once

#include "opentelemetry/sdk/trace/samplers/parent.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class ParentBasedSamplerFactory {
public:
  static std::unique_ptr<Sampler>
  Create(const std::shared_ptr<Sampler> &root_sampler) {
    return std::make_unique<ParentBasedSampler>(root_sampler);
  }
  static std::unique_ptr<Sampler>
  Create(const std::shared_ptr<Sampler> &root_sampler,
         const std::shared_ptr<Sampler> &remote_parent_sampled_sampler,
         const std::shared_ptr<Sampler> &remote_parent_nonsampled_sampler,
         const std::shared_ptr<Sampler> &local_parent_sampled_sampler,
         const std::shared_ptr<Sampler> &local_parent_nonsampled_sampler) {
    return std::make_unique<ParentBasedSampler>(
        root_sampler, remote_parent_sampled_sampler,
        remote_parent_nonsampled_sampler, local_parent_sampled_sampler,
        local_parent_nonsampled_sampler);
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
