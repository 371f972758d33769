// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface into which the SDK's span records.
#pragma once

#include <chrono>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/span_limits.h"
#include "opentelemetry/trace/span_context.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
using namespace opentelemetry::sdk::instrumentationscope;

class SpanData;

class Recordable {
public:
  Recordable() = default;
  Recordable(const Recordable &) = delete;
  Recordable &operator=(const Recordable &) = delete;
  virtual ~Recordable() = default;

  virtual void
  SetIdentity(const opentelemetry::trace::SpanContext &span_context,
              opentelemetry::trace::SpanId parent_span_id) noexcept = 0;
  virtual void
  SetAttribute(nostd::string_view key,
               const opentelemetry::common::AttributeValue &value) noexcept = 0;
  virtual void AddEvent(
      nostd::string_view name, opentelemetry::common::SystemTimestamp timestamp,
      const opentelemetry::common::KeyValueIterable &attributes) noexcept = 0;
  void AddEvent(nostd::string_view name) {
    AddEvent(name, std::chrono::system_clock::now());
  }
  void AddEvent(nostd::string_view name,
                opentelemetry::common::SystemTimestamp timestamp) {
    AddEvent(name, timestamp, opentelemetry::common::NoopKeyValueIterable());
  }
  void
  AddEvent(nostd::string_view name,
           const opentelemetry::common::KeyValueIterable &attributes) noexcept {
    AddEvent(name, std::chrono::system_clock::now(), attributes);
  }
  virtual void AddLink(
      const opentelemetry::trace::SpanContext &span_context,
      const opentelemetry::common::KeyValueIterable &attributes) noexcept = 0;
  void AddLink(const opentelemetry::trace::SpanContext &span_context) {
    AddLink(span_context, opentelemetry::common::NoopKeyValueIterable());
  }
  virtual void SetStatus(opentelemetry::trace::StatusCode code,
                         nostd::string_view description) noexcept = 0;
  virtual void SetName(nostd::string_view name) noexcept = 0;
  virtual void SetTraceFlags(opentelemetry::trace::TraceFlags) noexcept {}
  virtual void
  SetSpanKind(opentelemetry::trace::SpanKind span_kind) noexcept = 0;
  virtual void SetResource(
      const opentelemetry::sdk::resource::Resource &resource) noexcept = 0;
  virtual void
  SetStartTime(opentelemetry::common::SystemTimestamp start_time) noexcept = 0;
  virtual void SetDuration(std::chrono::nanoseconds duration) noexcept = 0;
  virtual void SetSpanLimits(const SpanLimits &) noexcept {}
  virtual explicit operator SpanData *() const { return nullptr; }
  virtual void SetInstrumentationScope(
      const InstrumentationScope &instrumentation_scope) noexcept = 0;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
