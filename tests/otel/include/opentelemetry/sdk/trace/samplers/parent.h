// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Follows the parent's decision; asks another sampler when there is no
// parent.
#pragma once

#include <memory>
#include <string>

#include "opentelemetry/sdk/trace/samplers/always_off.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class ParentBasedSampler : public Sampler {
public:
  explicit ParentBasedSampler(
      const std::shared_ptr<Sampler> &root_sampler,
      const std::shared_ptr<Sampler> &remote_parent_sampled_sampler =
          std::make_shared<AlwaysOnSampler>(),
      const std::shared_ptr<Sampler> &remote_parent_nonsampled_sampler =
          std::make_shared<AlwaysOffSampler>(),
      const std::shared_ptr<Sampler> &local_parent_sampled_sampler =
          std::make_shared<AlwaysOnSampler>(),
      const std::shared_ptr<Sampler> &local_parent_nonsampled_sampler =
          std::make_shared<AlwaysOffSampler>()) noexcept
      : Root(root_sampler), RemoteOn(remote_parent_sampled_sampler),
        RemoteOff(remote_parent_nonsampled_sampler),
        LocalOn(local_parent_sampled_sampler),
        LocalOff(local_parent_nonsampled_sampler),
        Description("ParentBased{" + std::string(Root->GetDescription()) +
                    "}") {}

  SamplingResult
  ShouldSample(const opentelemetry::trace::SpanContext &parent_context,
               opentelemetry::trace::TraceId trace_id, nostd::string_view name,
               opentelemetry::trace::SpanKind span_kind,
               const opentelemetry::common::KeyValueIterable &attributes,
               const opentelemetry::trace::SpanContextKeyValueIterable
                   &links) noexcept override {
    Sampler *Chosen = Root.get();
    if (parent_context.IsValid()) {
      if (parent_context.IsRemote())
        Chosen = (parent_context.IsSampled() ? RemoteOn : RemoteOff).get();
      else
        Chosen = (parent_context.IsSampled() ? LocalOn : LocalOff).get();
    }
    return Chosen->ShouldSample(parent_context, trace_id, name, span_kind,
                                attributes, links);
  }
  nostd::string_view GetDescription() const noexcept override {
    return Description;
  }

private:
  std::shared_ptr<Sampler> Root, RemoteOn, RemoteOff, LocalOn, LocalOff;
  std::string Description;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
