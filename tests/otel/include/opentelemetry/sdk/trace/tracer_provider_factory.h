// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a sdk::trace::TracerProvider.
#pragma once

#include "opentelemetry/sdk/trace/tracer_provider.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT TracerProviderFactory {
  using Provider = opentelemetry::sdk::trace::TracerProvider;
  using Resource = opentelemetry::sdk::resource::Resource;
  using One = std::unique_ptr<SpanProcessor>;
  using Many = std::vector<std::unique_ptr<SpanProcessor>>;
  using Samples = std::unique_ptr<Sampler>;
  using Ids = std::unique_ptr<IdGenerator>;
  using Config =
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>;
  template <class... Args> static std::unique_ptr<Provider> make(Args &&...A) {
    return std::make_unique<Provider>(std::forward<Args>(A)...);
  }

public:
  static std::unique_ptr<Provider> Create(One processor) {
    return make(std::move(processor));
  }
  static std::unique_ptr<Provider> Create(One processor,
                                          const Resource &resource) {
    return make(std::move(processor), resource);
  }
  static std::unique_ptr<Provider>
  Create(One processor, const Resource &resource, Samples sampler) {
    return make(std::move(processor), resource, std::move(sampler));
  }
  static std::unique_ptr<Provider> Create(One processor,
                                          const Resource &resource,
                                          Samples sampler, Ids id_generator) {
    return make(std::move(processor), resource, std::move(sampler),
                std::move(id_generator));
  }
  static std::unique_ptr<Provider> Create(One processor,
                                          const Resource &resource,
                                          Samples sampler, Ids id_generator,
                                          Config tracer_configurator) {
    return make(std::move(processor), resource, std::move(sampler),
                std::move(id_generator), std::move(tracer_configurator));
  }
  static std::unique_ptr<Provider>
  Create(One processor, const Resource &resource, Samples sampler,
         Ids id_generator, Config tracer_configurator, SpanLimits span_limits) {
    return make(std::move(processor), resource, std::move(sampler),
                std::move(id_generator), std::move(tracer_configurator),
                span_limits);
  }
  static std::unique_ptr<Provider> Create(Many &&processors) {
    return make(std::move(processors));
  }
  static std::unique_ptr<Provider> Create(Many &&processors,
                                          const Resource &resource) {
    return make(std::move(processors), resource);
  }
  static std::unique_ptr<Provider>
  Create(Many &&processors, const Resource &resource, Samples sampler) {
    return make(std::move(processors), resource, std::move(sampler));
  }
  static std::unique_ptr<Provider> Create(Many &&processors,
                                          const Resource &resource,
                                          Samples sampler, Ids id_generator) {
    return make(std::move(processors), resource, std::move(sampler),
                std::move(id_generator));
  }
  static std::unique_ptr<Provider> Create(Many &&processors,
                                          const Resource &resource,
                                          Samples sampler, Ids id_generator,
                                          Config tracer_configurator) {
    return make(std::move(processors), resource, std::move(sampler),
                std::move(id_generator), std::move(tracer_configurator));
  }
  static std::unique_ptr<Provider>
  Create(Many &&processors, const Resource &resource, Samples sampler,
         Ids id_generator, Config tracer_configurator, SpanLimits span_limits) {
    return make(std::move(processors), resource, std::move(sampler),
                std::move(id_generator), std::move(tracer_configurator),
                span_limits);
  }
  static std::unique_ptr<Provider>
  Create(std::unique_ptr<TracerContext> context) {
    return make(std::move(context));
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
