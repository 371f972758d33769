// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The propagator that is global until another one is set: it does nothing.
#pragma once

#include "opentelemetry/context/propagation/text_map_propagator.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context::propagation {
class NoOpPropagator : public TextMapPropagator {
public:
  context::Context Extract(const TextMapCarrier &,
                           context::Context &context) noexcept override {
    return context;
  }
  void Inject(TextMapCarrier &, const context::Context &) noexcept override {}
  bool Fields(
      nostd::function_ref<bool(nostd::string_view)>) const noexcept override {
    return true;
  }
};
} // namespace context::propagation
OPENTELEMETRY_END_NAMESPACE
