// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Splitting of header values.
#pragma once

#include <cstddef>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace::propagation::detail {
// Returns how many of the first `count` fields there are; drops the rest.
inline size_t SplitString(nostd::string_view s, char separator,
                          nostd::string_view *results, size_t count) {
  size_t Filled = 0;
  for (size_t Start = 0; Filled < count;) {
    size_t End = s.find(separator, Start);
    results[Filled++] =
        s.substr(Start, End == nostd::string_view::npos ? End : End - Start);
    if (End == nostd::string_view::npos)
      break;
    Start = End + 1;
  }
  return Filled;
}
} // namespace trace::propagation::detail
OPENTELEMETRY_END_NAMESPACE
