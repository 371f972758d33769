// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One compile command in, one summary out.
#ifndef TRACE_TIDY_TOOL_SUMMARIZE_H
#define TRACE_TIDY_TOOL_SUMMARIZE_H

#include "tool/Cache.h"
#include "tool/Workers.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <memory>

namespace trace_tidy {

class ModelSet;

struct UnitInputs {
  clang::tooling::CompileCommand Command;
  std::shared_ptr<const ModelSet> Models;
  std::vector<std::string> ProjectFolders; // see ParseOptions
};

/// Names all that a summary depends on but the files.
std::string keyOf(const UnitInputs &Unit);

/// Which folders are the project's for this file: the nearest above it with a
/// .git, .hg or .trace-tidy.yaml, and the build's; none when there is no such.
std::vector<std::string>
projectFolders(const clang::tooling::CompileCommand &Command);

/// What summarising a unit gives: a pure function of Unit and the files.
struct Summarized {
  std::string Bytes;
  Inputs From;
  bool Crashed = false; // the next try may go better: not to be kept
};

/// Parses and writes the summary. A file that does not compile has a summary,
/// too: it says so, and what could be read is in it. Memory is not freed.
llvm::Expected<Summarized> summarize(const UnitInputs &Unit, FileStore &Files);

/// What a worker hands to the process that started it: summarize, or its error.
std::string handBack(const UnitInputs &Unit, FileStore &Files);
/// What the worker handed back, or why there is nothing.
llvm::Expected<Summarized> takeOver(const WorkerResult &Worked);

/// A summary that says nothing but that the unit could not be read, and why.
std::string failedSummary(const UnitInputs &Unit, llvm::StringRef Why);

} // namespace trace_tidy

#endif
