// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Many compile commands in, one linked program out: what is in the cache is
// taken from there, the rest is parsed in workers.
#ifndef TRACE_TIDY_TOOL_PROGRAMBUILDER_H
#define TRACE_TIDY_TOOL_PROGRAMBUILDER_H

#include "analysis/facts/Facts.h"
#include "tool/Summarize.h"
#include <set>

namespace trace_tidy {

struct BuildOptions {
  unsigned Jobs = 0; // 0: one for each core
  unsigned TimeoutSeconds = 300;
  std::string CacheFolder; // empty: no cache
  bool Verbose = false;    // say of each unit whether it was read, and why
  /// Main files of which BuiltProgram::Reads is wanted.
  std::set<std::string> ListReads;
};

struct BuiltProgram {
  Summary Program;
  /// For each unit its first error, or "".
  std::vector<std::string> Errors;
  std::vector<unsigned> ErrorCounts;
  unsigned FromCache = 0;
  std::set<std::string> Reads; // all that the units of ListReads include
};

/// Files are read through the store and stay in it. The same units and files
/// give the same program, whatever the number of jobs and whatever was cached.
/// Warnings (cache, files that change meanwhile) and the progress go to
/// standard error.
BuiltProgram buildProgram(llvm::ArrayRef<UnitInputs> Units, FileStore &Files,
                          const BuildOptions &Options);

} // namespace trace_tidy

#endif
