// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The linked program that option ProgramFile names, kept for the process.
#ifndef TRACE_TIDY_ANALYSIS_PROGRAMFILE_H
#define TRACE_TIDY_ANALYSIS_PROGRAMFILE_H

#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>

namespace trace_tidy {

class Slicer;

/// What can be used of a program for one source file.
struct UsableProgram {
  std::shared_ptr<const Slicer> Program; // null: go on without it
  /// Why it is null, the first time that this is said of the file in this
  /// state. Empty when there is no such file.
  std::string Warning;
};

/// Name is looked for like a model file: upward of SourceFile, then in the
/// current directory. A program cannot be used when it is damaged, of another
/// format, or when a file that it was made from has changed since - but for
/// SourceFile itself, of which there are newer facts. Safe to call from many
/// threads.
UsableProgram loadProgram(llvm::StringRef SourceFile, llvm::StringRef Name);

} // namespace trace_tidy

#endif
