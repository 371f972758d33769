// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the tracers of one provider share.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/scope_configurator.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/multi_span_processor.h"
#include "opentelemetry/sdk/trace/random_id_generator.h"
#include "opentelemetry/sdk/trace/samplers/always_on.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/sdk/trace/tracer_config.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace trace {
namespace detail {
using TracerConfigurator =
    instrumentationscope::ScopeConfigurator<TracerConfig>;
inline std::unique_ptr<TracerConfigurator> allTracersOn() {
  return std::make_unique<TracerConfigurator>(
      TracerConfigurator::Builder(TracerConfig::Default()).Build());
}
} // namespace detail

class TracerContext {
public:
  explicit TracerContext(
      std::vector<std::unique_ptr<SpanProcessor>> &&processor,
      const opentelemetry::sdk::resource::Resource &resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<Sampler> sampler = std::make_unique<AlwaysOnSampler>(),
      std::unique_ptr<IdGenerator> id_generator =
          std::make_unique<RandomIdGenerator>(),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
          tracer_configurator = detail::allTracersOn(),
      SpanLimits span_limits = SpanLimits::NoLimits()) noexcept
      : Resource(resource), TheSampler(std::move(sampler)),
        Generator(std::move(id_generator)),
        Configurator(std::move(tracer_configurator)), Limits(span_limits),
        Processor(std::move(processor)) {}
  TracerContext(const TracerContext &) = delete;
  TracerContext &operator=(const TracerContext &) = delete;

  void AddProcessor(std::unique_ptr<SpanProcessor> processor) noexcept {
    Processor.AddProcessor(std::move(processor));
  }
  Sampler &GetSampler() const noexcept { return *TheSampler; }
  SpanProcessor &GetProcessor() const noexcept { return Processor; }
  const opentelemetry::sdk::resource::Resource &GetResource() const noexcept {
    return Resource;
  }
  const instrumentationscope::ScopeConfigurator<TracerConfig> &
  GetTracerConfigurator() const noexcept {
    return *Configurator;
  }
  opentelemetry::sdk::trace::IdGenerator &GetIdGenerator() const noexcept {
    return *Generator;
  }
  const SpanLimits &GetSpanLimits() const noexcept { return Limits; }
  void SetTracerConfigurator(
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
          tracer_configurator) noexcept {
    Configurator = std::move(tracer_configurator);
  }
  bool ForceFlush(std::chrono::microseconds timeout =
                      (std::chrono::microseconds::max)()) noexcept {
    return Processor.ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout =
                    (std::chrono::microseconds::max)()) noexcept {
    return Processor.Shutdown(timeout);
  }

private:
  opentelemetry::sdk::resource::Resource Resource;
  std::unique_ptr<Sampler> TheSampler;
  std::unique_ptr<IdGenerator> Generator;
  std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
      Configurator;
  SpanLimits Limits;
  mutable MultiSpanProcessor Processor;
};
} // namespace trace
} // namespace sdk
OPENTELEMETRY_END_NAMESPACE
