// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Work in processes of its own, forked from this one: whatever a piece of work
// does - crash, run out of stack or time - ends that piece alone, and its
// memory goes with it.
#ifndef TRACE_TIDY_TOOL_WORKERS_H
#define TRACE_TIDY_TOOL_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace trace_tidy {

struct WorkerOptions {
  unsigned Jobs = 1;           // processes at once
  unsigned TimeoutSeconds = 0; // wall time of one piece; 0: none
};

/// What became of one piece of work.
struct WorkerResult {
  std::string Output;  // what Work returned; complete when Failure is empty
  std::string Failure; // "killed by signal 11", "gave up after 60 s", ...
};

/// Takes pieces from Next (which returns false when there are no more for now),
/// runs Work for each in a process of its own, and gives what it returned to
/// Done. Done may make more pieces available. The caller is to have one thread
/// only: others would not be there in the forked processes.
void runInWorkers(const WorkerOptions &Options,
                  llvm::function_ref<bool(size_t &Piece)> Next,
                  llvm::function_ref<std::string(size_t Piece)> Work,
                  llvm::function_ref<void(size_t Piece, WorkerResult)> Done);

} // namespace trace_tidy

#endif
