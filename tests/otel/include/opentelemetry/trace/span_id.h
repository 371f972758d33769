// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The 8 bytes that name a span.
#pragma once

#include "opentelemetry/trace/trace_id.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class SpanId final {
public:
  static constexpr size_t kSize = 8;

  SpanId() noexcept = default;
  explicit SpanId(nostd::span<const uint8_t, kSize> id) noexcept {
    std::memcpy(Bytes, id.data(), kSize);
  }
  void ToLowerBase16(nostd::span<char, 2 * kSize> buffer) const noexcept {
    detail::toLowerHex(Bytes, kSize, buffer.data());
  }
  nostd::span<const uint8_t, kSize> Id() const noexcept { return Bytes; }
  bool operator==(const SpanId &that) const noexcept {
    return std::memcmp(Bytes, that.Bytes, kSize) == 0;
  }
  bool operator!=(const SpanId &that) const noexcept {
    return !(*this == that);
  }
  bool IsValid() const noexcept { return *this != SpanId(); }
  void CopyBytesTo(nostd::span<uint8_t, kSize> dest) const noexcept {
    std::memcpy(dest.data(), Bytes, kSize);
  }

private:
  uint8_t Bytes[kSize]{};
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
