// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Limits on attributes, events and links; nothing enforces them here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
struct SpanLimits {
  std::uint32_t attribute_count_limit{128};
  std::size_t attribute_value_length_limit{
      (std::numeric_limits<std::size_t>::max)()};
  std::uint32_t event_count_limit{128};
  std::uint32_t link_count_limit{128};
  std::uint32_t event_attribute_count_limit{128};
  std::uint32_t link_attribute_count_limit{128};

  static constexpr SpanLimits NoLimits() noexcept {
    constexpr std::uint32_t Max = (std::numeric_limits<std::uint32_t>::max)();
    SpanLimits Limits;
    Limits.attribute_count_limit = Max;
    Limits.event_count_limit = Max;
    Limits.link_count_limit = Max;
    Limits.event_attribute_count_limit = Max;
    Limits.link_attribute_count_limit = Max;
    return Limits;
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
