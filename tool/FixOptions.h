// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options of check that are about fixes, and what comes of them.
#ifndef TRACE_TIDY_TOOL_FIXOPTIONS_H
#define TRACE_TIDY_TOOL_FIXOPTIONS_H

#include "tool/FixFiles.h"
#include "llvm/Support/CommandLine.h"

namespace trace_tidy {

struct FixOptions {
  FixOptions(llvm::cl::SubCommand &Command, llvm::cl::OptionCategory &In)
      : Fix("fix",
            llvm::cl::desc("fix what can be fixed: all findings that are "
                           "shown, or those of the checks named"),
            llvm::cl::value_desc("CHECK,..."), llvm::cl::ValueOptional,
            llvm::cl::sub(Command), llvm::cl::cat(In)),
        DryRun("dry-run",
               llvm::cl::desc("write nothing; print what --fix would change "
                              "as a unified diff, and the findings on "
                              "standard error"),
               llvm::cl::sub(Command), llvm::cl::cat(In)),
        Export("export-fixes",
               llvm::cl::desc("write findings and fixes as YAML, for "
                              "clang-apply-replacements; change no source"),
               llvm::cl::value_desc("FILE"), llvm::cl::sub(Command),
               llvm::cl::cat(In)) {}

  /// What cannot be used; "" when all can.
  std::string wrong() const;

  /// Whether the findings are for fixing now, not for showing alone.
  bool given() const { return Fix.getNumOccurrences() || DryRun; }
  /// Which checks' findings are to be fixed.
  std::bitset<NumChecks> checks() const;

  llvm::cl::opt<std::string> Fix;
  llvm::cl::opt<bool> DryRun;
  llvm::cl::opt<std::string> Export;
};

/// What is said at the end.
struct FixReport {
  bool AllFixed = false;
  std::string Diff;
  std::string Closing; // one line
};

/// Does what the options say with the findings: writes files, or the YAML, or
/// makes the diff. Each finding gets a note that it was fixed, or why it was
/// not although it could be. Errors and warnings go to standard error; the
/// error that is returned ends the run.
llvm::Expected<FixReport> fixAsAsked(std::vector<Finding> &Findings,
                                     const FixOptions &Given,
                                     const FixContext &Context);

} // namespace trace_tidy

#endif
