// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a span the current one of this thread while the Scope lives; does
// not end the span.
#pragma once

#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class Scope final {
public:
  Scope(const nostd::shared_ptr<Span> &span) noexcept
      : token_(context::RuntimeContext::Attach(
            context::RuntimeContext::GetCurrent().SetValue(kSpanKey, span))) {}

private:
  nostd::unique_ptr<context::Token> token_;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
