// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A span that records nothing and only carries a SpanContext.
#pragma once

#include <utility>

#include "opentelemetry/trace/span.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class DefaultSpan : public Span {
public:
  DefaultSpan(SpanContext span_context) noexcept
      : Context(std::move(span_context)) {}
  DefaultSpan(const DefaultSpan &other) noexcept : Context(other.Context) {}
  DefaultSpan &operator=(const DefaultSpan &other) noexcept {
    Context = other.Context;
    return *this;
  }
  static DefaultSpan GetInvalid() {
    return DefaultSpan(SpanContext::GetInvalid());
  }

  trace::SpanContext GetContext() const noexcept override { return Context; }
  bool IsRecording() const noexcept override { return false; }
  void SetAttribute(nostd::string_view,
                    const common::AttributeValue &) noexcept override {}
  void AddEvent(nostd::string_view) noexcept override {}
  void AddEvent(nostd::string_view, common::SystemTimestamp) noexcept override {
  }
  void AddEvent(nostd::string_view,
                const common::KeyValueIterable &) noexcept override {}
  void AddEvent(nostd::string_view, common::SystemTimestamp,
                const common::KeyValueIterable &) noexcept override {}
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  void AddLink(const SpanContext &,
               const common::KeyValueIterable &) noexcept override {}
  void AddLinks(const SpanContextKeyValueIterable &) noexcept override {}
#endif
  void SetStatus(StatusCode, nostd::string_view) noexcept override {}
  void UpdateName(nostd::string_view) noexcept override {}
  void End(const EndSpanOptions &) noexcept override {}
  nostd::string_view ToString() const noexcept { return "DefaultSpan"; }

private:
  SpanContext Context;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
