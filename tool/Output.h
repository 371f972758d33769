// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that are written whole or not at all.
#ifndef TRACE_TIDY_TOOL_OUTPUT_H
#define TRACE_TIDY_TOOL_OUTPUT_H

#include "llvm/Support/Error.h"

namespace trace_tidy {

/// Writes a temporary file beside Path and renames it. On an error (no
/// permission, disk full), which names Path, what was there before is
/// untouched. A pipe or device is written to.
llvm::Error writeAtomically(llvm::StringRef Path, llvm::StringRef Bytes);

} // namespace trace_tidy

#endif
