// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Turns the command that a build ran for a file into one that clang's parser
// reads the same file with.
//
//   dropLaunchers, expandResponseFiles       when the database is read
//   isCxx, sameReading                       to choose translation units
//   argumentsFor                             to parse one
//
// The build may have used gcc or clang, for this machine or another one. Only
// options that bear on reading are kept (CommandOptions), and of those only
// what this clang takes (OptionProbe): no option of another compiler is an
// error.
//
// Limits: commands of MSVC's cl are told apart and refused. gcc's default for
// -std is not known; clang's own is used.
#ifndef TRACE_TIDY_TOOL_COMPILECOMMAND_H
#define TRACE_TIDY_TOOL_COMPILECOMMAND_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace trace_tidy {

/// Takes off what stands before the compiler: ccache, distcc, env X=y and the
/// like, by whatever name. A launcher that stands alone is taken for one.
void dropLaunchers(std::vector<std::string> &CommandLine);

/// Puts the words of @FILE in its place, relative to the command's directory,
/// also where files name files. One that is not there stays as it is.
void expandResponseFiles(clang::tooling::CompileCommand &Command);

/// True for what the driver treats as C++ source by its command and its name;
/// for headers too, whose names do not tell. Not for what is only linked.
bool isCxx(const clang::tooling::CompileCommand &Command);

/// Equal for commands of one file that read it alike: other outputs, warnings
/// or debug information make no difference.
std::vector<std::string>
sameReading(const clang::tooling::CompileCommand &Command);

/// The command line to read the file with, without what writes files or loads
/// plugins. An error says what cannot be read (the file or a response file that
/// is not there), as one line without a place.
llvm::Expected<std::vector<std::string>>
argumentsFor(const clang::tooling::CompileCommand &Command);

} // namespace trace_tidy

#endif
