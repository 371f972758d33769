// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The tracer that records, and its span, which ends when its last reference
// goes.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/trace/tracer_context.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
using namespace opentelemetry::sdk::instrumentationscope;

class Tracer final : public opentelemetry::trace::Tracer,
                     public std::enable_shared_from_this<Tracer> {
public:
  explicit Tracer(std::shared_ptr<TracerContext> context,
                  std::unique_ptr<InstrumentationScope> instrumentation_scope =
                      InstrumentationScope::Create("")) noexcept
      : Scope(std::move(instrumentation_scope)), Context(std::move(context)),
        Noop(new opentelemetry::trace::DefaultSpan(
            opentelemetry::trace::SpanContext::GetInvalid())) {
    configure();
  }

  using opentelemetry::trace::Tracer::StartSpan;
  nostd::shared_ptr<opentelemetry::trace::Span>
  StartSpan(nostd::string_view name,
            const opentelemetry::common::KeyValueIterable &attributes,
            const opentelemetry::trace::SpanContextKeyValueIterable &links,
            const opentelemetry::trace::StartSpanOptions &options = {}) noexcept
      override; // below

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  template <class Rep, class Period>
  void ForceFlush(std::chrono::duration<Rep, Period> timeout) noexcept {
    Context->ForceFlush(
        std::chrono::duration_cast<std::chrono::microseconds>(timeout));
  }
  template <class Rep, class Period>
  void Close(std::chrono::duration<Rep, Period> timeout) noexcept {
    ForceFlush(timeout);
  }
#else
  void ForceFlushWithMicroseconds(uint64_t timeout) noexcept override {
    Context->ForceFlush(
        std::chrono::microseconds(static_cast<int64_t>(timeout)));
  }
  void CloseWithMicroseconds(uint64_t timeout) noexcept override {
    ForceFlushWithMicroseconds(timeout);
  }
  bool Enabled() const noexcept { return On; }
#endif

  SpanProcessor &GetProcessor() noexcept { return Context->GetProcessor(); }
  const SpanLimits &GetSpanLimits() const noexcept {
    return Context->GetSpanLimits();
  }
  IdGenerator &GetIdGenerator() const noexcept {
    return Context->GetIdGenerator();
  }
  const InstrumentationScope &GetInstrumentationScope() const noexcept {
    return *Scope;
  }
  const opentelemetry::sdk::resource::Resource &GetResource() {
    return Context->GetResource();
  }
  Sampler &GetSampler() { return Context->GetSampler(); }

private:
  friend class TracerProvider;

  void configure() noexcept {
    bool Enable =
        Context->GetTracerConfigurator().ComputeConfig(*Scope).IsEnabled();
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
    UpdateEnabled(Enable);
#else
    On = Enable;
#endif
  }

  std::shared_ptr<InstrumentationScope> Scope;
  std::shared_ptr<TracerContext> Context;
  nostd::shared_ptr<opentelemetry::trace::Span> Noop;
#if OPENTELEMETRY_ABI_VERSION_NO < 2
  std::atomic<bool> On{true};
#endif
};

namespace detail {
template <class Clock, class Timestamp> Timestamp orNow(Timestamp Given) {
  return Given == Timestamp() ? Timestamp(Clock::now()) : Given;
}
} // namespace detail

class Span final : public opentelemetry::trace::Span {
public:
  Span(std::shared_ptr<Tracer> &&tracer, nostd::string_view name,
       const opentelemetry::common::KeyValueIterable &attributes,
       const opentelemetry::trace::SpanContextKeyValueIterable &links,
       const opentelemetry::trace::StartSpanOptions &options,
       const SamplingResult &sampling_result,
       const opentelemetry::trace::SpanContext &parent_span_context,
       opentelemetry::trace::SpanContext span_context) noexcept
      : Owner(std::move(tracer)),
        Record(Owner->GetProcessor().MakeRecordable()),
        Start(options.start_steady_time), Context(std::move(span_context)) {
    if (!Record)
      return;
    Record->SetSpanLimits(Owner->GetSpanLimits());
    Record->SetName(name);
    Record->SetInstrumentationScope(Owner->GetInstrumentationScope());
    Record->SetIdentity(Context, parent_span_context.span_id());
    Record->SetTraceFlags(Context.trace_flags());
    attributes.ForEachKeyValue(
        [&](nostd::string_view Key, opentelemetry::common::AttributeValue V) {
          Record->SetAttribute(Key, V);
          return true;
        });
    addLinks(links);
    if (sampling_result.attributes)
      for (const auto &Entry : *sampling_result.attributes)
        Record->SetAttribute(Entry.first, Entry.second);
    Record->SetSpanKind(options.kind);
    Record->SetStartTime(
        detail::orNow<std::chrono::system_clock>(options.start_system_time));
    Start = detail::orNow<std::chrono::steady_clock>(Start);
    Record->SetResource(Owner->GetResource());
    Owner->GetProcessor().OnStart(*Record, parent_span_context);
  }
  ~Span() override { Span::End(); }

  void SetAttribute(
      nostd::string_view key,
      const opentelemetry::common::AttributeValue &value) noexcept override {
    if (!key.empty())
      record([&] { Record->SetAttribute(key, value); });
  }
  void AddEvent(nostd::string_view name) noexcept override {
    record([&] { Record->AddEvent(name); });
  }
  void
  AddEvent(nostd::string_view name,
           opentelemetry::common::SystemTimestamp timestamp) noexcept override {
    record([&] { Record->AddEvent(name, timestamp); });
  }
  void AddEvent(nostd::string_view name,
                const opentelemetry::common::KeyValueIterable
                    &attributes) noexcept override {
    record([&] { Record->AddEvent(name, attributes); });
  }
  void AddEvent(nostd::string_view name,
                opentelemetry::common::SystemTimestamp timestamp,
                const opentelemetry::common::KeyValueIterable
                    &attributes) noexcept override {
    record([&] { Record->AddEvent(name, timestamp, attributes); });
  }
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  void AddLink(
      const opentelemetry::trace::SpanContext &target,
      const opentelemetry::common::KeyValueIterable &attrs) noexcept override {
    record([&] { Record->AddLink(target, attrs); });
  }
  void AddLinks(const opentelemetry::trace::SpanContextKeyValueIterable
                    &links) noexcept override {
    record([&] { addLinks(links); });
  }
#endif
  void SetStatus(opentelemetry::trace::StatusCode code,
                 nostd::string_view description) noexcept override {
    record([&] { Record->SetStatus(code, description); });
  }
  void UpdateName(nostd::string_view name) noexcept override {
    record([&] { Record->SetName(name); });
  }
  void End(const opentelemetry::trace::EndSpanOptions &options = {}) noexcept
      override {
    record([&] {
      auto Stop =
          detail::orNow<std::chrono::steady_clock>(options.end_steady_time);
      Record->SetDuration(Stop.time_since_epoch() - Start.time_since_epoch());
      Owner->GetProcessor().OnEnd(std::move(Record));
      Record.reset();
    });
  }
  bool IsRecording() const noexcept override {
    std::lock_guard<std::mutex> Guard(Lock);
    return Record != nullptr;
  }
  opentelemetry::trace::SpanContext GetContext() const noexcept override {
    return Context;
  }

private:
  template <class Fn> void record(Fn Do) {
    std::lock_guard<std::mutex> Guard(Lock);
    if (Record)
      Do();
  }
  void
  addLinks(const opentelemetry::trace::SpanContextKeyValueIterable &Links) {
    Links.ForEachKeyValue(
        [&](const opentelemetry::trace::SpanContext &Target,
            const opentelemetry::common::KeyValueIterable &Attributes) {
          Record->AddLink(Target, Attributes);
          return true;
        });
  }

  std::shared_ptr<Tracer> Owner;
  mutable std::mutex Lock;
  std::unique_ptr<Recordable> Record; // null after End
  opentelemetry::common::SteadyTimestamp Start;
  opentelemetry::trace::SpanContext Context;
};

namespace detail {
// A valid SpanContext; else the span of the given Context, unless that says
// "root"; else the current span of this thread.
inline opentelemetry::trace::SpanContext
resolveParent(const opentelemetry::trace::StartSpanOptions &Options) {
  using opentelemetry::trace::SpanContext;
  if (auto *Explicit = nostd::get_if<SpanContext>(&Options.parent)) {
    if (Explicit->IsValid())
      return *Explicit;
  } else {
    auto &Given = nostd::get<context::Context>(Options.parent);
    SpanContext Parent = opentelemetry::trace::GetSpanContext(Given);
    if (Parent.IsValid())
      return Parent;
    if (opentelemetry::trace::IsRootSpan(Given))
      return SpanContext::GetInvalid();
  }
  return opentelemetry::trace::GetSpanContext(
      context::RuntimeContext::GetCurrent());
}
} // namespace detail

inline nostd::shared_ptr<opentelemetry::trace::Span> Tracer::StartSpan(
    nostd::string_view name,
    const opentelemetry::common::KeyValueIterable &attributes,
    const opentelemetry::trace::SpanContextKeyValueIterable &links,
    const opentelemetry::trace::StartSpanOptions &options) noexcept {
  using namespace opentelemetry::trace;
  if (!Enabled())
    return Noop;
  SpanContext Parent = detail::resolveParent(options);
  SpanId Id = GetIdGenerator().GenerateSpanId();
  TraceId Trace =
      Parent.IsValid() ? Parent.trace_id() : GetIdGenerator().GenerateTraceId();
  SamplingResult Sampled = GetSampler().ShouldSample(
      Parent, Trace, name, options.kind, attributes, links);

  unsigned Random = Parent.IsValid() ? Parent.trace_flags().IsRandom()
                                     : GetIdGenerator().IsRandom();
  TraceFlags Flags(
      static_cast<uint8_t>((Random ? TraceFlags::kIsRandom : 0) |
                           (Sampled.IsSampled() ? TraceFlags::kIsSampled : 0)));
  SpanContext Own(Trace, Id, Flags, false,
                  Sampled.trace_state ? Sampled.trace_state
                                      : Parent.trace_state());
  if (!Sampled.IsRecording())
    return nostd::shared_ptr<opentelemetry::trace::Span>(
        new DefaultSpan(std::move(Own)));
  return nostd::shared_ptr<opentelemetry::trace::Span>(
      new sdk::trace::Span(shared_from_this(), name, attributes, links, options,
                           Sampled, Parent, std::move(Own)));
}
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
