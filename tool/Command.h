// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The commands of trace-tidy: each has a file of its own and a row in
// Commands.def.
#ifndef TRACE_TIDY_TOOL_COMMAND_H
#define TRACE_TIDY_TOOL_COMMAND_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace trace_tidy {

/// What the process says when it ends.
enum ExitCode : int {
  ExitClean = 0,
  ExitUsage = 1,    // usage or internal error
  ExitFindings = 2, // findings
  ExitFailed = 3,   // some translation unit could not be analysed
};

/// A command line after the command's name, cut at "--".
struct Arguments {
  std::vector<const char *> Own; // "trace-tidy", the command, what follows
  std::vector<std::string> Flags;
  bool HasFlags = false; // "--" was there
};

#define COMMAND(Id, Name, Summary) int run##Id(Arguments Args);
#include "tool/Commands.def"

/// Reads the options that the command declared (llvm::cl, its category); says
/// what is wrong and returns false when they cannot be used.
bool parseOptions(const Arguments &Args, llvm::StringRef Overview);

/// "trace-tidy: error: Message" for each line of it; returns ExitUsage.
int fail(const llvm::Twine &Message);
int fail(llvm::Error Error);

} // namespace trace_tidy

#endif
