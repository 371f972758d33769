// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sets the global provider unless OTEL_SDK_DISABLED is `true`.
#pragma once

#include <cstdlib>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT Provider {
public:
  static void SetTracerProvider(
      const nostd::shared_ptr<opentelemetry::trace::TracerProvider>
          &tp) noexcept {
    const char *Disabled = std::getenv("OTEL_SDK_DISABLED");
    if (!Disabled || nostd::string_view(Disabled) != "true")
      opentelemetry::trace::Provider::SetTracerProvider(tp);
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
