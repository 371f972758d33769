// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The 16 bytes that name a trace.
#pragma once

#include <cstdint>
#include <cstring>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace detail {
inline void toLowerHex(const uint8_t *Bytes, size_t Size, char *Out) {
  for (size_t I = 0; I < Size; ++I) {
    *Out++ = "0123456789abcdef"[Bytes[I] >> 4];
    *Out++ = "0123456789abcdef"[Bytes[I] & 15];
  }
}
} // namespace detail

class TraceId final {
public:
  static constexpr size_t kSize = 16;

  TraceId() noexcept = default;
  explicit TraceId(nostd::span<const uint8_t, kSize> id) noexcept {
    std::memcpy(Bytes, id.data(), kSize);
  }
  void ToLowerBase16(nostd::span<char, 2 * kSize> buffer) const noexcept {
    detail::toLowerHex(Bytes, kSize, buffer.data());
  }
  nostd::span<const uint8_t, kSize> Id() const noexcept { return Bytes; }
  bool operator==(const TraceId &that) const noexcept {
    return std::memcmp(Bytes, that.Bytes, kSize) == 0;
  }
  bool operator!=(const TraceId &that) const noexcept {
    return !(*this == that);
  }
  bool IsValid() const noexcept { return *this != TraceId(); }
  void CopyBytesTo(nostd::span<uint8_t, kSize> dest) const noexcept {
    std::memcpy(dest.data(), Bytes, kSize);
  }

private:
  uint8_t Bytes[kSize]{};
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
