// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which fixes can be made together, and what they come to in each file.
//
// The edits of a finding are of four kinds, told apart by their texts alone:
// an insertion of #include lines; the two halves of a wrap, whose brackets do
// not balance by themselves ("f(" and ")"); any other insertion; a replacement.
//
// Limits: brackets are counted, with string and character literals left out;
// raw strings with brackets in them are not understood.
#ifndef TRACE_TIDY_ANALYSIS_FINDING_FIXPLAN_H
#define TRACE_TIDY_ANALYSIS_FINDING_FIXPLAN_H

#include "analysis/finding/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <optional>

namespace trace_tidy {

/// True for an insertion of #include lines and nothing else.
bool insertsIncludes(const Edit &E);

/// What one or several findings do at one place.
struct PlannedEdit {
  Edit What;
  std::vector<size_t> For; // the findings, sorted
};

struct FixPlan {
  /// By file: in the order of offsets. None overlaps another, and of insertions
  /// there is one at an offset, before a replacement that begins there.
  std::map<std::string, std::vector<PlannedEdit>> Files;
  /// For each finding the first one before it that cannot be fixed together
  /// with it; nothing when it is in the plan or has no edits.
  std::vector<std::optional<size_t>> Overlaps;

  bool contains(size_t Finding) const { return In[Finding]; }
  std::vector<bool> In;
};

/// Puts the fixes of all findings together that are Wanted (index as in
/// Findings; empty: all). A finding is in with all of its edits or with none;
/// of two that overlap, the first is.
///
/// - Equal edits are made once; every #include line stands once in a file.
/// - Wraps may lie in one another or side by side. Of two that wrap the same,
///   the one of the finding whose edits, includes aside, reach further is the
///   outer one; when they reach equally far, they overlap.
/// - An insertion where a wrap begins or ends stands outside of it.
/// - Two different insertions at one offset overlap, and so does whatever lies
///   inside of a replacement.
FixPlan planFixes(llvm::ArrayRef<Finding> Findings,
                  const std::vector<bool> &Wanted = {});

/// For front ends that apply the edits of each finding by themselves, in any
/// order: the same plan, dealt out to the findings, each finding's by file and
/// offset. Includes go to the first finding that needs them (in their file, if
/// there is such); findings whose other edits touch are healed by the first of
/// them. Whoever applies some of the findings only may miss an include.
std::vector<std::vector<Edit>> dealOut(const FixPlan &Plan,
                                       llvm::ArrayRef<Finding> Findings);

/// The text with the line ends of the file that it will stand in.
std::string withLineEndsOf(llvm::StringRef File, llvm::StringRef Text);

} // namespace trace_tidy

#endif
