// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fixes as clang-tidy can apply them. It applies each diagnostic's by itself,
// one after another: an insertion that two of them have would be made twice,
// and of two at one place the later would come last, whatever they say.
#ifndef TRACE_TIDY_CHECKS_TIDYFIXES_H
#define TRACE_TIDY_CHECKS_TIDYFIXES_H

#include "analysis/finding/Finding.h"
#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace clang {
class SourceManager;
namespace tidy {
class ClangTidyContext;
}
} // namespace clang

namespace trace_tidy {

/// The place in the source manager that has read it; invalid when none has.
clang::SourceLocation locate(const SourcePlace &Place,
                             const clang::SourceManager &Sources);

/// Leaves findings the edits that their diagnostics are to have: none where an
/// edit is in a file that this translation unit does not have; in an editor
/// (diagnostics that stand for themselves) all; else those of dealOut, among
/// the findings that clang-tidy will show as far as NOLINT and its line filter
/// say. Texts get the line ends of their files.
///
/// Limits: an include is lost, for this run, with the diagnostic that has it
/// when clang-tidy drops that one's fix for overlapping one of another check.
void adaptFixes(std::vector<Finding> &Findings,
                const clang::tidy::ClangTidyContext &Context,
                const clang::SourceManager &Sources);

} // namespace trace_tidy

#endif
