// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Edits of a file, formatted as the project formats its code.
#ifndef TRACE_TIDY_TOOL_FORMATEDITS_H
#define TRACE_TIDY_TOOL_FORMATEDITS_H

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/Support/Error.h"

namespace trace_tidy {

/// The edits with the lines that they change formatted, where a .clang-format
/// is found for File; else the edits as they are. Includes are sorted only if
/// those that were there keep their order. The error says which configuration
/// cannot be read.
llvm::Expected<clang::tooling::Replacements>
formatted(llvm::StringRef File, llvm::StringRef Text,
          const clang::tooling::Replacements &Edits);

} // namespace trace_tidy

#endif
