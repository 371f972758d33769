// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Hexadecimal digits to bytes.
#pragma once

#include <cstdint>
#include <cstring>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace::propagation::detail {
inline int8_t HexToInt(char c) {
  if (c >= '0' && c <= '9')
    return static_cast<int8_t>(c - '0');
  if (c >= 'a' && c <= 'f')
    return static_cast<int8_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F')
    return static_cast<int8_t>(c - 'A' + 10);
  return -1;
}
inline bool IsValidHex(nostd::string_view s) {
  for (char C : s)
    if (HexToInt(C) < 0)
      return false;
  return true;
}
// Fills from the right; false, and all zero, if there are too many digits.
inline bool HexToBinary(nostd::string_view hex, uint8_t *buffer,
                        size_t buffer_size) {
  std::memset(buffer, 0, buffer_size);
  if (hex.size() > buffer_size * 2)
    return false;
  for (size_t I = 0; I < hex.size(); ++I) {
    size_t FromEnd = hex.size() - 1 - I;
    buffer[buffer_size - 1 - FromEnd / 2] |=
        static_cast<uint8_t>(HexToInt(hex[I]) << (FromEnd % 2 * 4));
  }
  return true;
}
} // namespace trace::propagation::detail
OPENTELEMETRY_END_NAMESPACE
