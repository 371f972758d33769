// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One line on the terminal that says how far the work is and how long it will
// take, and is gone when the work is done. Nothing where there is no terminal.
#ifndef TRACE_TIDY_TOOL_PROGRESS_H
#define TRACE_TIDY_TOOL_PROGRESS_H

#include "llvm/ADT/Twine.h"
#include <chrono>

namespace trace_tidy {

/// Not for use by several threads at once.
class Progress {
public:
  /// Hidden: only say() writes.
  explicit Progress(unsigned Total, bool Hidden = false);
  ~Progress() { finish(); }

  void done(llvm::StringRef File);
  /// A line on standard error, above the progress.
  void say(const llvm::Twine &Line);
  void finish();

private:
  using Clock = std::chrono::steady_clock;

  unsigned Total, Done = 0;
  bool Shown;
  Clock::time_point Start = Clock::now(), Last;
};

} // namespace trace_tidy

#endif
