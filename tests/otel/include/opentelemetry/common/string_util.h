// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Trimming of header values.
#pragma once

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
class StringUtil {
public:
  static nostd::string_view Trim(nostd::string_view str) noexcept {
    const char *First = str.data(), *Last = First + str.size();
    while (First != Last && isSpace(*First))
      ++First;
    while (First != Last && isSpace(Last[-1]))
      --Last;
    return nostd::string_view(First, static_cast<size_t>(Last - First));
  }

private:
  static bool isSpace(char C) { return C == ' ' || (C >= '\t' && C <= '\r'); }
};
} // namespace common
OPENTELEMETRY_END_NAMESPACE
