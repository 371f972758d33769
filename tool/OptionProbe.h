// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Asks clang which options of a command it takes, so that no list of gcc's
// options, of CPUs or of targets is needed.
#ifndef TRACE_TIDY_TOOL_OPTIONPROBE_H
#define TRACE_TIDY_TOOL_OPTIONPROBE_H

#include "tool/CommandOptions.h"

namespace trace_tidy {

/// The command line of Options, without the input, that clang takes.
///
/// A target that clang does not have or whose C++ headers are not on this
/// machine gives way to this machine, which has them: most code reads the same.
/// Doubtful options that clang rejects are left out; of those that only
/// together are rejected, the later ones. Answers are kept for the process; may
/// be called from many threads.
Words acceptedBy(const CommandOptions &Options, llvm::StringRef Directory);

} // namespace trace_tidy

#endif
