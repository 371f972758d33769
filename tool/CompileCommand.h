// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns the command that a build ran for a file into one that clang's parser
// reads the same file with.
#ifndef TRACE_TIDY_TOOL_COMPILECOMMAND_H
#define TRACE_TIDY_TOOL_COMPILECOMMAND_H

#include "clang/Tooling/CompilationDatabase.h"
#include <string>
#include <vector>

namespace trace_tidy {

/// True for what the driver treats as C++ source by its command and its name.
bool isCxx(const clang::tooling::CompileCommand &Command);

/// The command line to read the file with, without what writes files, loads
/// plugins, or is meant for the project's own compiler.
std::vector<std::string>
argumentsFor(const clang::tooling::CompileCommand &Command);

} // namespace trace_tidy

#endif
