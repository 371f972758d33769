// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The provider that records. When it dies it shuts its processors down: its
// tracers go on, but nothing is exported any more.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/tracer.h"
#include "opentelemetry/sdk/trace/tracer_context.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT TracerProvider final
    : public opentelemetry::trace::TracerProvider {
public:
  explicit TracerProvider(
      std::unique_ptr<SpanProcessor> processor,
      const opentelemetry::sdk::resource::Resource &resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<Sampler> sampler = std::make_unique<AlwaysOnSampler>(),
      std::unique_ptr<IdGenerator> id_generator =
          std::make_unique<RandomIdGenerator>(),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
          tracer_configurator = detail::allTracersOn(),
      SpanLimits span_limits = SpanLimits::NoLimits()) noexcept
      : TracerProvider(std::vector<std::unique_ptr<SpanProcessor>>(), resource,
                       std::move(sampler), std::move(id_generator),
                       std::move(tracer_configurator), span_limits) {
    Context->AddProcessor(std::move(processor));
  }
  explicit TracerProvider(
      std::vector<std::unique_ptr<SpanProcessor>> &&processors,
      const opentelemetry::sdk::resource::Resource &resource =
          opentelemetry::sdk::resource::Resource::Create({}),
      std::unique_ptr<Sampler> sampler = std::make_unique<AlwaysOnSampler>(),
      std::unique_ptr<IdGenerator> id_generator =
          std::make_unique<RandomIdGenerator>(),
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
          tracer_configurator = detail::allTracersOn(),
      SpanLimits span_limits = SpanLimits::NoLimits()) noexcept
      : Context(std::make_shared<TracerContext>(
            std::move(processors), resource, std::move(sampler),
            std::move(id_generator), std::move(tracer_configurator),
            span_limits)) {}
  explicit TracerProvider(std::unique_ptr<TracerContext> context) noexcept
      : Context(std::move(context)) {}
  TracerProvider(const TracerProvider &) = delete;
  TracerProvider &operator=(const TracerProvider &) = delete;
  ~TracerProvider() override { Context->Shutdown(); }

  using opentelemetry::trace::TracerProvider::GetTracer;
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>
  GetTracer(nostd::string_view name, nostd::string_view version,
            nostd::string_view schema_url,
            const opentelemetry::common::KeyValueIterable *attributes) noexcept
      override {
    return find(
        InstrumentationScope::Create(name, version, schema_url, attributes));
  }
#else
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>
  GetTracer(nostd::string_view name, nostd::string_view version = "",
            nostd::string_view schema_url = "") noexcept override {
    return find(InstrumentationScope::Create(name, version, schema_url));
  }
#endif

  void AddProcessor(std::unique_ptr<SpanProcessor> processor) noexcept {
    Context->AddProcessor(std::move(processor));
  }
  void UpdateTracerConfigurator(
      std::unique_ptr<instrumentationscope::ScopeConfigurator<TracerConfig>>
          tracer_configurator) noexcept {
    std::lock_guard<std::mutex> Guard(Lock);
    Context->SetTracerConfigurator(std::move(tracer_configurator));
    for (auto &Known : Tracers)
      Known->configure();
  }
  const opentelemetry::sdk::resource::Resource &GetResource() const noexcept {
    return Context->GetResource();
  }
  const opentelemetry::sdk::trace::SpanLimits &GetSpanLimits() const noexcept {
    return Context->GetSpanLimits();
  }
  bool Shutdown(std::chrono::microseconds timeout =
                    (std::chrono::microseconds::max)()) noexcept {
    return Context->Shutdown(timeout);
  }
  bool ForceFlush(std::chrono::microseconds timeout =
                      (std::chrono::microseconds::max)()) noexcept {
    return Context->ForceFlush(timeout);
  }

private:
  opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>
  find(std::unique_ptr<InstrumentationScope> Scope) {
    std::lock_guard<std::mutex> Guard(Lock);
    for (auto &Known : Tracers)
      if (Known->GetInstrumentationScope() == *Scope)
        return std::shared_ptr<opentelemetry::trace::Tracer>(Known);
    Tracers.push_back(std::make_shared<Tracer>(Context, std::move(Scope)));
    return std::shared_ptr<opentelemetry::trace::Tracer>(Tracers.back());
  }

  std::vector<std::shared_ptr<Tracer>> Tracers;
  std::shared_ptr<TracerContext> Context;
  std::mutex Lock;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
