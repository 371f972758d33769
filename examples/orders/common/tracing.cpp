// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "common/tracing.h"

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/provider.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "otlp_json_lines.h"

#include <memory>
#include <utility>

namespace propagation = opentelemetry::context::propagation;
namespace resource = opentelemetry::sdk::resource;
namespace trace = opentelemetry::trace;
namespace trace_sdk = opentelemetry::sdk::trace;

namespace shop {
namespace {

// Kept beside the global provider because only the SDK's type can be flushed.
std::shared_ptr<trace_sdk::TracerProvider> SdkProvider;

} // namespace

void SetupTracing(const std::string &Service, const std::string &SpanFile) {
  // Not the file exporter of opentelemetry-cpp: that one needs protobuf.
  auto Exporter = std::make_unique<otlp_json_lines::Exporter>(SpanFile);
  auto Processor =
      trace_sdk::SimpleSpanProcessorFactory::Create(std::move(Exporter));
  const resource::ResourceAttributes Attributes = {{"service.name", Service}};
  SdkProvider = trace_sdk::TracerProviderFactory::Create(
      std::move(Processor), resource::Resource::Create(Attributes));

  std::shared_ptr<trace::TracerProvider> Provider = SdkProvider;
  trace_sdk::Provider::SetTracerProvider(Provider);

  propagation::GlobalTextMapPropagator::SetGlobalPropagator(
      opentelemetry::nostd::shared_ptr<propagation::TextMapPropagator>(
          new trace::propagation::HttpTraceContext()));
}

void ShutdownTracing() {
  if (SdkProvider)
    SdkProvider->ForceFlush();
  SdkProvider.reset();
  std::shared_ptr<trace::TracerProvider> None;
  trace_sdk::Provider::SetTracerProvider(None);
}

} // namespace shop
