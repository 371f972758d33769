// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Points in time for spans, in nanoseconds; a zero one means "not given".
#pragma once

#include <chrono>
#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
class SystemTimestamp {
public:
  SystemTimestamp() noexcept = default;
  template <class Rep, class Period>
  explicit SystemTimestamp(
      const std::chrono::duration<Rep, Period> &SinceEpoch) noexcept
      : Since(
            std::chrono::duration_cast<std::chrono::nanoseconds>(SinceEpoch)) {}
  SystemTimestamp(const std::chrono::system_clock::time_point &Time) noexcept
      : SystemTimestamp(Time.time_since_epoch()) {}

  operator std::chrono::system_clock::time_point() const noexcept {
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(Since));
  }
  std::chrono::nanoseconds time_since_epoch() const noexcept { return Since; }
  bool operator==(const SystemTimestamp &Other) const noexcept {
    return Since == Other.Since;
  }
  bool operator!=(const SystemTimestamp &Other) const noexcept {
    return Since != Other.Since;
  }

private:
  std::chrono::nanoseconds Since{0};
};

class SteadyTimestamp {
public:
  SteadyTimestamp() noexcept = default;
  template <class Rep, class Period>
  explicit SteadyTimestamp(
      const std::chrono::duration<Rep, Period> &SinceEpoch) noexcept
      : Since(
            std::chrono::duration_cast<std::chrono::nanoseconds>(SinceEpoch)) {}
  SteadyTimestamp(const std::chrono::steady_clock::time_point &Time) noexcept
      : SteadyTimestamp(Time.time_since_epoch()) {}

  operator std::chrono::steady_clock::time_point() const noexcept {
    return std::chrono::steady_clock::time_point(
        std::chrono::duration_cast<std::chrono::steady_clock::duration>(Since));
  }
  std::chrono::nanoseconds time_since_epoch() const noexcept { return Since; }
  bool operator==(const SteadyTimestamp &Other) const noexcept {
    return Since == Other.Since;
  }
  bool operator!=(const SteadyTimestamp &Other) const noexcept {
    return Since != Other.Since;
  }

private:
  std::chrono::nanoseconds Since{0};
};
} // namespace common
OPENTELEMETRY_END_NAMESPACE
