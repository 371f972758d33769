// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads and writes the span of an explicit Context.
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
// An invalid span if there is none; null if a null one was put there.
inline nostd::shared_ptr<Span>
GetSpan(const context::Context &context) noexcept {
  context::ContextValue Value = context.GetValue(kSpanKey);
  if (auto *Found = nostd::get_if<nostd::shared_ptr<Span>>(&Value))
    return *Found;
  return nostd::shared_ptr<Span>(new DefaultSpan(SpanContext::GetInvalid()));
}

inline SpanContext GetSpanContext(const context::Context &context) noexcept {
  context::ContextValue Value = context.GetValue(kSpanKey);
  if (auto *Found = nostd::get_if<nostd::shared_ptr<Span>>(&Value))
    return *Found ? (*Found)->GetContext() : SpanContext::GetInvalid();
  if (auto *Found = nostd::get_if<nostd::shared_ptr<SpanContext>>(&Value))
    return *Found ? **Found : SpanContext::GetInvalid();
  return SpanContext::GetInvalid();
}

inline bool IsRootSpan(const context::Context &context) noexcept {
  context::ContextValue Value = context.GetValue(kIsRootSpanKey);
  const bool *Found = nostd::get_if<bool>(&Value);
  return Found && *Found;
}

// Returns the new Context; attaches nothing.
inline context::Context SetSpan(context::Context &context,
                                const nostd::shared_ptr<Span> &span) noexcept {
  return context.SetValue(kSpanKey, span);
}
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
