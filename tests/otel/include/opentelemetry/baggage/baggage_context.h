// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads and writes the baggage of a Context.
#pragma once

#include "opentelemetry/baggage/baggage.h"
#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {
constexpr char kBaggageHeader[] = "baggage";

// Empty baggage if there is none.
inline nostd::shared_ptr<Baggage>
GetBaggage(const context::Context &context) noexcept {
  context::ContextValue Value = context.GetValue(kBaggageHeader);
  if (auto *Found = nostd::get_if<nostd::shared_ptr<Baggage>>(&Value))
    return *Found;
  return Baggage::GetDefault();
}
// Returns the new Context; attaches nothing.
inline context::Context
SetBaggage(context::Context &context,
           const nostd::shared_ptr<Baggage> &baggage) noexcept {
  return context.SetValue(kBaggageHeader, baggage);
}
} // namespace baggage
OPENTELEMETRY_END_NAMESPACE
