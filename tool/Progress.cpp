// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Progress.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

namespace trace_tidy {

namespace {
constexpr llvm::StringLiteral EraseLine = "\r\x1b[K";
}

Progress::Progress(unsigned Total)
    : Total(Total), Shown(llvm::sys::Process::StandardErrIsDisplayed()) {}

Progress::~Progress() {
  if (Shown)
    llvm::errs() << EraseLine;
}

void Progress::done(llvm::StringRef File) {
  std::lock_guard<std::mutex> Lock(Guard);
  ++Done;
  if (Shown)
    llvm::errs() << EraseLine << '[' << Done << '/' << Total << "] "
                 << llvm::sys::path::filename(File).take_front(60);
}

} // namespace trace_tidy
