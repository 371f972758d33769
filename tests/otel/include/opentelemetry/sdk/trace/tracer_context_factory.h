// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a TracerContext.
#pragma once

#include "opentelemetry/sdk/trace/tracer_context.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT TracerContextFactory {
public:
  template <class... Rest> // five overloads in the real one
  static std::unique_ptr<TracerContext>
  Create(std::vector<std::unique_ptr<SpanProcessor>> &&processors,
         Rest &&...rest) {
    return std::make_unique<TracerContext>(std::move(processors),
                                           std::forward<Rest>(rest)...);
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
