// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Picks from a command the options that bear on how its file is read, by the
// option table of clang's driver; what the table does not know is gcc's own and
// is not picked.
//
// Limits: commands in the manner of gcc and clang only, not of MSVC's cl.
#ifndef TRACE_TIDY_TOOL_COMMANDOPTIONS_H
#define TRACE_TIDY_TOOL_COMMANDOPTIONS_H

#include "clang/Tooling/CompilationDatabase.h"
#include <string>
#include <vector>

namespace trace_tidy {

using Words = std::vector<std::string>;

/// What is left of a command. In each list the order is the command's.
struct CommandOptions {
  Words Compiler; // its name, and the driver's mode if it is given
  Words Machine;  // the target, and where its libraries are
  Words Settled;  // macros, includes, the standard: a mistake there is an error
  std::vector<Words> Doubtful; // what clang may not take; one option each
  std::string Language;      // as -x in force for the input names it, or empty
  std::string Input;         // the file as the command spells it
  bool HasResources = false; // names the directory of the compiler's headers
  bool OwnLibrary = false;   // does not use the target's C++ headers
};

/// Options for outputs, warnings, linking, plugins and modules of the project's
/// compiler are left out; precompiled headers are replaced by their source.
CommandOptions optionsOf(const clang::tooling::CompileCommand &Command);

/// Name as a command that runs in Directory means it, without dots.
std::string absoluteIn(llvm::StringRef Directory, llvm::StringRef Name);

} // namespace trace_tidy

#endif
