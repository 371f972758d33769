// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interfaces of carriers and propagators.
#pragma once

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context::propagation {
class TextMapCarrier {
public:
  virtual ~TextMapCarrier() = default;
  // The view must outlive the call.
  virtual nostd::string_view Get(nostd::string_view key) const noexcept = 0;
  virtual void Set(nostd::string_view key,
                   nostd::string_view value) noexcept = 0;
  virtual bool
  Keys(nostd::function_ref<bool(nostd::string_view)>) const noexcept {
    return true;
  }
};

class TextMapPropagator {
public:
  virtual ~TextMapPropagator() = default;
  // Returns the new Context, or `context` if the carrier holds nothing.
  virtual context::Context Extract(const TextMapCarrier &carrier,
                                   context::Context &context) noexcept = 0;
  virtual void Inject(TextMapCarrier &carrier,
                      const context::Context &context) noexcept = 0;
  virtual bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept = 0;
};
} // namespace context::propagation
OPENTELEMETRY_END_NAMESPACE
