// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A finished span in memory: the Recordable of every exporter here.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/recordable.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class SpanDataEvent {
public:
  SpanDataEvent(std::string name,
                opentelemetry::common::SystemTimestamp timestamp,
                const opentelemetry::common::KeyValueIterable &attributes)
      : Name(std::move(name)), Time(timestamp), Attributes(attributes) {}
  std::string GetName() const noexcept { return Name; }
  opentelemetry::common::SystemTimestamp GetTimestamp() const noexcept {
    return Time;
  }
  const std::unordered_map<std::string,
                           opentelemetry::sdk::common::OwnedAttributeValue> &
  GetAttributes() const noexcept {
    return Attributes;
  }

private:
  std::string Name;
  opentelemetry::common::SystemTimestamp Time;
  opentelemetry::sdk::common::AttributeMap Attributes;
};

class SpanDataLink {
public:
  SpanDataLink(opentelemetry::trace::SpanContext span_context,
               const opentelemetry::common::KeyValueIterable &attributes)
      : Target(std::move(span_context)), Attributes(attributes) {}
  const std::unordered_map<std::string,
                           opentelemetry::sdk::common::OwnedAttributeValue> &
  GetAttributes() const noexcept {
    return Attributes;
  }
  const opentelemetry::trace::SpanContext &GetSpanContext() const noexcept {
    return Target;
  }

private:
  opentelemetry::trace::SpanContext Target;
  opentelemetry::sdk::common::AttributeMap Attributes;
};

class SpanData final : public Recordable {
public:
  opentelemetry::trace::TraceId GetTraceId() const noexcept {
    return Context.trace_id();
  }
  opentelemetry::trace::SpanId GetSpanId() const noexcept {
    return Context.span_id();
  }
  const opentelemetry::trace::SpanContext &GetSpanContext() const noexcept {
    return Context;
  }
  opentelemetry::trace::SpanId GetParentSpanId() const noexcept {
    return Parent;
  }
  opentelemetry::nostd::string_view GetName() const noexcept { return Name; }
  opentelemetry::trace::TraceFlags GetFlags() const noexcept { return Flags; }
  opentelemetry::trace::SpanKind GetSpanKind() const noexcept { return Kind; }
  opentelemetry::trace::StatusCode GetStatus() const noexcept { return Status; }
  opentelemetry::nostd::string_view GetDescription() const noexcept {
    return Description;
  }
  const opentelemetry::sdk::resource::Resource &GetResource() const noexcept {
    return Resource ? *Resource
                    : opentelemetry::sdk::resource::Resource::GetDefault();
  }
  const opentelemetry::sdk::trace::InstrumentationScope &
  GetInstrumentationScope() const noexcept {
    static nostd::unique_ptr<InstrumentationScope> Unknown =
        InstrumentationScope::Create("unknown_service");
    return Scope ? *Scope : *Unknown;
  }
  opentelemetry::common::SystemTimestamp GetStartTime() const noexcept {
    return Start;
  }
  std::chrono::nanoseconds GetDuration() const noexcept { return Duration; }
  const std::unordered_map<std::string,
                           opentelemetry::sdk::common::OwnedAttributeValue> &
  GetAttributes() const noexcept {
    return Attributes;
  }
  const std::vector<SpanDataEvent> &GetEvents() const noexcept {
    return Events;
  }
  const std::vector<SpanDataLink> &GetLinks() const noexcept { return Links; }

  using Recordable::AddEvent;
  using Recordable::AddLink;
  void
  SetIdentity(const opentelemetry::trace::SpanContext &span_context,
              opentelemetry::trace::SpanId parent_span_id) noexcept override {
    Context = span_context;
    Parent = parent_span_id;
  }
  void SetAttribute(
      nostd::string_view key,
      const opentelemetry::common::AttributeValue &value) noexcept override {
    Attributes.SetAttribute(key, value);
  }
  void AddEvent(nostd::string_view name,
                opentelemetry::common::SystemTimestamp timestamp,
                const opentelemetry::common::KeyValueIterable
                    &attributes) noexcept override {
    Events.emplace_back(std::string(name), timestamp, attributes);
  }
  void AddLink(const opentelemetry::trace::SpanContext &span_context,
               const opentelemetry::common::KeyValueIterable
                   &attributes) noexcept override {
    Links.emplace_back(span_context, attributes);
  }
  void SetStatus(opentelemetry::trace::StatusCode code,
                 nostd::string_view description) noexcept override {
    Status = code;
    Description = std::string(description);
  }
  void SetName(nostd::string_view name) noexcept override {
    Name = std::string(name);
  }
  void SetTraceFlags(opentelemetry::trace::TraceFlags flags) noexcept override {
    Flags = flags;
  }
  void SetSpanKind(opentelemetry::trace::SpanKind span_kind) noexcept override {
    Kind = span_kind;
  }
  void SetResource(const opentelemetry::sdk::resource::Resource
                       &resource) noexcept override {
    Resource = &resource;
  }
  void SetStartTime(
      opentelemetry::common::SystemTimestamp start_time) noexcept override {
    Start = start_time;
  }
  void SetDuration(std::chrono::nanoseconds duration) noexcept override {
    Duration = duration;
  }
  void SetInstrumentationScope(
      const InstrumentationScope &instrumentation_scope) noexcept override {
    Scope = &instrumentation_scope;
  }

private:
  opentelemetry::trace::SpanContext Context{false, false};
  opentelemetry::trace::SpanId Parent;
  opentelemetry::common::SystemTimestamp Start;
  std::chrono::nanoseconds Duration{0};
  std::string Name;
  opentelemetry::trace::StatusCode Status =
      opentelemetry::trace::StatusCode::kUnset;
  std::string Description;
  opentelemetry::sdk::common::AttributeMap Attributes;
  std::vector<SpanDataEvent> Events;
  std::vector<SpanDataLink> Links;
  opentelemetry::trace::TraceFlags Flags;
  opentelemetry::trace::SpanKind Kind =
      opentelemetry::trace::SpanKind::kInternal;
  // Both belong to the tracer, which must outlive this object.
  const opentelemetry::sdk::resource::Resource *Resource = nullptr;
  const InstrumentationScope *Scope = nullptr;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
