// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Several propagators as one.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "opentelemetry/context/propagation/text_map_propagator.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context::propagation {
class CompositePropagator : public TextMapPropagator {
public:
  CompositePropagator(
      std::vector<std::unique_ptr<TextMapPropagator>> propagators)
      : Propagators(std::move(propagators)) {}

  void Inject(TextMapCarrier &carrier,
              const context::Context &context) noexcept override {
    for (auto &P : Propagators)
      P->Inject(carrier, context);
  }
  context::Context Extract(const TextMapCarrier &carrier,
                           context::Context &context) noexcept override {
    context::Context Result = context;
    for (auto &P : Propagators)
      Result = P->Extract(carrier, Result);
    return Result;
  }
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept override {
    for (auto &P : Propagators)
      if (!P->Fields(callback))
        return false;
    return true;
  }

private:
  std::vector<std::unique_ptr<TextMapPropagator>> Propagators;
};
} // namespace context::propagation
OPENTELEMETRY_END_NAMESPACE
