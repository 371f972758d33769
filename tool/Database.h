// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which translation units are asked for, and the command of each: from a
// compilation database or from flags given for all.
#ifndef TRACE_TIDY_TOOL_DATABASE_H
#define TRACE_TIDY_TOOL_DATABASE_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>
#include <vector>

namespace trace_tidy {

/// Reads PATH/compile_commands.json, or PATH where it is a file. An empty path
/// means the nearest compile_commands.json in the current directory, its
/// "build" directory, and upward. Errors name the file and say what to do.
/// Directories of entries that are relative are below the database's; launchers
/// are taken off and response files expanded.
llvm::Expected<std::unique_ptr<clang::tooling::CompilationDatabase>>
loadDatabase(llvm::StringRef Path);

/// A database of one command for every file: the flags after "--".
std::unique_ptr<clang::tooling::CompilationDatabase>
fixedDatabase(std::vector<std::string> Flags);

struct Selection {
  std::vector<clang::tooling::CompileCommand> Units; // file names absolute
  unsigned NotCxx = 0; // left out, because they are not C++
};

/// The commands of the files given (a directory stands for the files below
/// it), or of all files when none is given; commands that read a file alike are
/// one. An error names each file that is neither there nor in the database, and
/// each that is only there, unless Headers is given: it is told their absolute
/// names.
llvm::Expected<Selection>
select(const clang::tooling::CompilationDatabase &Database, bool Fixed,
       llvm::ArrayRef<std::string> Files,
       std::vector<std::string> *Headers = nullptr);

} // namespace trace_tidy

#endif
