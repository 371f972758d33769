// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A test with a tracer provider that keeps finished spans, and the W3C
// propagator.
#ifndef TRACE_TIDY_TESTS_RUNTIME_TRACING_H
#define TRACE_TIDY_TESTS_RUNTIME_TRACING_H

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/exporters/memory/in_memory_span_exporter.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "trace_tidy/trace.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

class Tracing : public testing::Test {
protected:
  Tracing() {
    auto Exporter = std::make_unique<
        opentelemetry::exporter::memory::InMemorySpanExporter>();
    Finished = Exporter->GetData();
    nostd::shared_ptr<trace::TracerProvider> Provider(
        opentelemetry::sdk::trace::TracerProviderFactory::Create(
            opentelemetry::sdk::trace::SimpleSpanProcessorFactory::Create(
                std::move(Exporter)))
            .release());
    trace::Provider::SetTracerProvider(Provider);
    context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        nostd::shared_ptr<context::propagation::TextMapPropagator>(
            new trace::propagation::HttpTraceContext));
    Tracer = Provider->GetTracer("test");
  }

  ~Tracing() override {
    trace::Provider::SetTracerProvider(
        nostd::shared_ptr<trace::TracerProvider>());
    context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
        nostd::shared_ptr<context::propagation::TextMapPropagator>());
  }

  /// The spans that ended since the last call, in that order.
  std::vector<std::unique_ptr<opentelemetry::sdk::trace::SpanData>> finished() {
    return Finished->GetSpans();
  }

  static trace::SpanContext current() {
    return trace::GetSpan(context::RuntimeContext::GetCurrent())->GetContext();
  }

  /// "trace/span" of the span of a context.
  static std::string ids(const trace::SpanContext &Span) {
    char Trace[32], Id[16];
    Span.trace_id().ToLowerBase16(Trace);
    Span.span_id().ToLowerBase16(Id);
    return std::string(Trace, 32) + "/" + std::string(Id, 16);
  }
  static std::string ids(const context::Context &Context) {
    return ids(trace::GetSpan(Context)->GetContext());
  }

  /// What the W3C propagator writes for the current span.
  static std::string traceparent() {
    std::string Ids = ids(current());
    Ids[32] = '-';
    char Flags[2];
    current().trace_flags().ToLowerBase16(Flags);
    return "00-" + Ids + "-" + std::string(Flags, 2);
  }

  std::shared_ptr<opentelemetry::exporter::memory::InMemorySpanData> Finished;
  nostd::shared_ptr<trace::Tracer> Tracer;
};

/// The values of all headers that are named Key, with commas between.
template <class T> std::string all(const T &Carrier, const std::string &Key) {
  std::string Values;
  trace_tidy::CarrierTraits<T>::each(
      Carrier, [&](const std::string &Name, const std::string &Value) {
        if (Name == Key)
          Values += (Values.empty() ? "" : ",") + Value;
        return true;
      });
  return Values;
}

#endif // TRACE_TIDY_TESTS_RUNTIME_TRACING_H
