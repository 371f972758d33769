// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Makes the fixes of findings in the project's files: all of those that go
// together, in every file or in none.
//
//   findings ──▶ planFixes ──▶ text of each file ──▶ format ──▶ diff, or write
//
// A file is left alone, and with it every finding that needs it, when it lies
// outside of the project, does not compile, is not on disk what it was when it
// was analysed, or cannot be written. What is written is what was checked but
// for the time between the last look and the renaming.
#ifndef TRACE_TIDY_TOOL_FIXFILES_H
#define TRACE_TIDY_TOOL_FIXFILES_H

#include "analysis/finding/FixPlan.h"
#include "tool/FileStore.h"
#include "tool/SourceFiles.h"
#include <bitset>
#include <set>

namespace trace_tidy {

struct Summary;

/// What the run knows of the files.
struct FixContext {
  const FileStore &Store;
  const Summary &Program; // has the hash of each file as it was analysed
  SourceFiles &Names;
  /// Absolute, with a slash at the end. Nothing is edited elsewhere.
  std::set<std::string> ProjectFolders;
  std::set<std::string> Broken; // main files that do not compile
};

enum class FixMode {
  Write,
  DryRun, // writes nothing, makes the diff
  Export, // edits are handed out as they are, without formatting
};

struct FixResult {
  /// For each finding why its fix was not made; "" when it was, when it has
  /// none, or when it was not wanted.
  std::vector<std::string> Refused;
  std::vector<bool> Fixed;              // in a dry run: would be
  size_t Files = 0;                     // that changed
  std::string Diff;                     // DryRun
  std::vector<std::vector<Edit>> Edits; // Export: for each finding (dealOut)
  std::vector<std::string> Errors;      // each names a file
  std::vector<std::string> Warnings;
};

/// Fixes those of the findings that are Wanted (index as in Findings).
FixResult fixFindings(llvm::ArrayRef<Finding> Findings,
                      const std::vector<bool> &Wanted, FixMode Mode,
                      const FixContext &Context);

/// What clang-apply-replacements reads: every finding with its notes, and with
/// the edits given.
std::string exportedFixes(llvm::ArrayRef<Finding> Findings,
                          llvm::ArrayRef<std::vector<Edit>> Edits);

} // namespace trace_tidy

#endif
