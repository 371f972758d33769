// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Progress.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

namespace trace_tidy {

namespace {
constexpr llvm::StringLiteral EraseLine = "\r\x1b[K";
constexpr unsigned BarWidth = 20;
/// Often enough to look alive, too seldom to cost.
constexpr std::chrono::milliseconds Between(100);
/// Before this the time left is a guess.
constexpr std::chrono::seconds Soon(3);
} // namespace

Progress::Progress(unsigned Total, bool Hidden)
    : Total(Total),
      Shown(!Hidden && llvm::sys::Process::StandardErrIsDisplayed()) {}

void Progress::finish() {
  if (Shown)
    llvm::errs() << EraseLine;
  Shown = false;
}

void Progress::say(const llvm::Twine &Line) {
  if (Shown)
    llvm::errs() << EraseLine;
  llvm::errs() << Line << '\n';
}

void Progress::done(llvm::StringRef File) {
  ++Done;
  Clock::time_point Now = Clock::now();
  if (!Shown || (Now - Last < Between && Done != Total))
    return;
  Last = Now;
  unsigned Filled = uint64_t(Done) * BarWidth / Total;
  llvm::errs() << EraseLine << '[' << std::string(Filled, '=')
               << std::string(BarWidth - Filled, ' ') << "] " << Done << '/'
               << Total;
  if (Now - Start > Soon && Done != Total) {
    double Each = std::chrono::duration<double>(Now - Start).count() / Done;
    unsigned Left = static_cast<unsigned>(Each * (Total - Done) + 0.5);
    llvm::errs() << llvm::format(", %u:%02u left", Left / 60, Left % 60);
  }
  llvm::errs() << ' ' << llvm::sys::path::filename(File).take_front(40);
}

} // namespace trace_tidy
