// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One line on the terminal that says how far the work is, and is gone when the
// work is done. Nothing is written where there is no terminal.
#ifndef TRACE_TIDY_TOOL_PROGRESS_H
#define TRACE_TIDY_TOOL_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include <mutex>

namespace trace_tidy {

/// Safe to use from many threads.
class Progress {
public:
  explicit Progress(unsigned Total);
  ~Progress();
  void done(llvm::StringRef File);

private:
  std::mutex Guard;
  unsigned Total, Done = 0;
  bool Shown;
};

} // namespace trace_tidy

#endif
