// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A unified diff of one file from the edits that were made to it, so that no
// search for what changed is needed.
#ifndef TRACE_TIDY_TOOL_DIFF_H
#define TRACE_TIDY_TOOL_DIFF_H

#include "clang/Tooling/Core/Replacement.h"
#include <string>

namespace trace_tidy {

/// As `git diff` prints it, with three lines around; "" when nothing changes.
/// Name is relative to where the diff will be applied (patch -p1), or absolute.
std::string unifiedDiff(llvm::StringRef Name, llvm::StringRef Before,
                        const clang::tooling::Replacements &Edits);

} // namespace trace_tidy

#endif
