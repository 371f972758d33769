// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Several processors as one, each with a Recordable of its own.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/processor.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk {
namespace trace {
namespace detail {
struct MultiRecordable : Recordable {
  template <class Fn> void each(Fn Do) {
    for (auto &Part : Parts)
      if (Part)
        Do(*Part);
  }
  void SetIdentity(const opentelemetry::trace::SpanContext &Context,
                   opentelemetry::trace::SpanId Parent) noexcept override {
    each([&](Recordable &R) { R.SetIdentity(Context, Parent); });
  }
  void SetAttribute(
      nostd::string_view Key,
      const opentelemetry::common::AttributeValue &Value) noexcept override {
    each([&](Recordable &R) { R.SetAttribute(Key, Value); });
  }
  void AddEvent(nostd::string_view Name,
                opentelemetry::common::SystemTimestamp Time,
                const opentelemetry::common::KeyValueIterable
                    &Attributes) noexcept override {
    each([&](Recordable &R) { R.AddEvent(Name, Time, Attributes); });
  }
  void AddLink(const opentelemetry::trace::SpanContext &Target,
               const opentelemetry::common::KeyValueIterable
                   &Attributes) noexcept override {
    each([&](Recordable &R) { R.AddLink(Target, Attributes); });
  }
  void SetStatus(opentelemetry::trace::StatusCode Code,
                 nostd::string_view Description) noexcept override {
    each([&](Recordable &R) { R.SetStatus(Code, Description); });
  }
  void SetName(nostd::string_view Name) noexcept override {
    each([&](Recordable &R) { R.SetName(Name); });
  }
  void SetTraceFlags(opentelemetry::trace::TraceFlags Flags) noexcept override {
    each([&](Recordable &R) { R.SetTraceFlags(Flags); });
  }
  void SetSpanKind(opentelemetry::trace::SpanKind Kind) noexcept override {
    each([&](Recordable &R) { R.SetSpanKind(Kind); });
  }
  void SetResource(const opentelemetry::sdk::resource::Resource
                       &Resource) noexcept override {
    each([&](Recordable &R) { R.SetResource(Resource); });
  }
  void
  SetStartTime(opentelemetry::common::SystemTimestamp Time) noexcept override {
    each([&](Recordable &R) { R.SetStartTime(Time); });
  }
  void SetDuration(std::chrono::nanoseconds Duration) noexcept override {
    each([&](Recordable &R) { R.SetDuration(Duration); });
  }
  void SetSpanLimits(const SpanLimits &Limits) noexcept override {
    each([&](Recordable &R) { R.SetSpanLimits(Limits); });
  }
  void
  SetInstrumentationScope(const InstrumentationScope &Scope) noexcept override {
    each([&](Recordable &R) { R.SetInstrumentationScope(Scope); });
  }

  std::vector<std::unique_ptr<Recordable>> Parts; // one for each processor
};
} // namespace detail

class MultiSpanProcessor : public SpanProcessor {
public:
  MultiSpanProcessor(std::vector<std::unique_ptr<SpanProcessor>> processors) {
    for (auto &Processor : processors)
      AddProcessor(std::move(Processor));
  }
  ~MultiSpanProcessor() override { Shutdown(); }

  // Spans that are open already do not reach the new one.
  void AddProcessor(std::unique_ptr<SpanProcessor> &&processor) {
    if (processor)
      Processors.push_back(std::move(processor));
  }
  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    auto Result = std::make_unique<detail::MultiRecordable>();
    for (auto &Processor : Processors)
      Result->Parts.push_back(Processor->MakeRecordable());
    return Result;
  }
  void OnStart(Recordable &span, const opentelemetry::trace::SpanContext
                                     &parent_context) noexcept override {
    auto &Parts = static_cast<detail::MultiRecordable &>(span).Parts;
    for (size_t I = 0; I < Parts.size(); ++I)
      if (Parts[I])
        Processors[I]->OnStart(*Parts[I], parent_context);
  }
  void OnEnd(std::unique_ptr<Recordable> &&span) noexcept override {
    auto &Parts = static_cast<detail::MultiRecordable &>(*span).Parts;
    for (size_t I = 0; I < Parts.size(); ++I)
      if (Parts[I])
        Processors[I]->OnEnd(std::move(Parts[I]));
  }
  bool ForceFlush(std::chrono::microseconds timeout =
                      (std::chrono::microseconds::max)()) noexcept override {
    bool Ok = true;
    for (auto &Processor : Processors)
      Ok &= Processor->ForceFlush(timeout);
    return Ok;
  }
  bool Shutdown(std::chrono::microseconds timeout =
                    (std::chrono::microseconds::max)()) noexcept override {
    bool Ok = true;
    for (auto &Processor : Processors)
      Ok &= Processor->Shutdown(timeout);
    return Ok;
  }

private:
  std::vector<std::unique_ptr<SpanProcessor>> Processors;
};
} // namespace trace
} // namespace sdk
OPENTELEMETRY_END_NAMESPACE
