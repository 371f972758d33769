// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Why a fix-it is not offered.
#ifndef TRACE_TIDY_ANALYSIS_FINDING_REFUSAL_H
#define TRACE_TIDY_ANALYSIS_FINDING_REFUSAL_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace trace_tidy {

enum class Refusal : uint8_t {
  None,
#define FIX_REFUSAL(Id, Text) Id,
#include "analysis/finding/Refusals.def"
};

inline constexpr unsigned NumRefusals = 1
#define FIX_REFUSAL(Id, Text) +1
#include "analysis/finding/Refusals.def"
    ;

/// As a person reads it behind "no fix-it: ".
llvm::StringRef refusalText(Refusal Why);

} // namespace trace_tidy

#endif
