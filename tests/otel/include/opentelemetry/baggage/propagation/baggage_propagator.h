// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The W3C header `baggage`; it alone carries no trace.
#pragma once

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage::propagation {
class BaggagePropagator : public context::propagation::TextMapPropagator {
public:
  void Inject(context::propagation::TextMapCarrier &carrier,
              const context::Context &context) noexcept override {
    std::string Header = GetBaggage(context)->ToHeader();
    if (!Header.empty())
      carrier.Set(kBaggageHeader, Header);
  }
  context::Context Extract(const context::propagation::TextMapCarrier &carrier,
                           context::Context &context) noexcept override {
    auto Found = Baggage::FromHeader(carrier.Get(kBaggageHeader));
    return Found->ToHeader().empty() ? context : SetBaggage(context, Found);
  }
  bool Fields(nostd::function_ref<bool(nostd::string_view)> callback)
      const noexcept override {
    return callback(kBaggageHeader);
  }
};
} // namespace baggage::propagation
OPENTELEMETRY_END_NAMESPACE
