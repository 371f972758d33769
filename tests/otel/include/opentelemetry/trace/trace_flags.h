// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The sampled and random flags of a trace.
#pragma once

#include "opentelemetry/trace/trace_id.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class TraceFlags final {
public:
  static constexpr uint8_t kIsSampled = 1;
  static constexpr uint8_t kIsRandom = 2;
  static constexpr uint8_t kAllW3CTraceContext1Flags = kIsSampled;
  static constexpr uint8_t kAllW3CTraceContext2Flags = kIsSampled | kIsRandom;

  TraceFlags() noexcept = default;
  explicit TraceFlags(uint8_t flags) noexcept : Flags(flags) {}

  bool IsSampled() const noexcept { return Flags & kIsSampled; }
  bool IsRandom() const noexcept { return Flags & kIsRandom; }
  void ToLowerBase16(nostd::span<char, 2> buffer) const noexcept {
    detail::toLowerHex(&Flags, 1, buffer.data());
  }
  uint8_t flags() const noexcept { return Flags; }
  bool operator==(const TraceFlags &that) const noexcept {
    return Flags == that.Flags;
  }
  bool operator!=(const TraceFlags &that) const noexcept {
    return Flags != that.Flags;
  }
  void CopyBytesTo(nostd::span<uint8_t, 1> dest) const noexcept {
    dest[0] = Flags;
  }

private:
  uint8_t Flags = 0;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
