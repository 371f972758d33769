// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Output.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include <cerrno>
#include <unistd.h>

namespace fs = llvm::sys::fs;

namespace trace_tidy {

namespace {
std::error_code writeAll(int To, llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t Written = llvm::sys::RetryAfterSignal(-1, ::write, To, Bytes.data(),
                                                  Bytes.size());
    if (Written < 0)
      return std::error_code(errno, std::generic_category());
    Bytes = Bytes.drop_front(Written);
  }
  return {};
}
} // namespace

llvm::Error writeAtomically(llvm::StringRef Path, llvm::StringRef Bytes) {
  auto Failure = [&](const llvm::Twine &Why) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   Path + " cannot be written: " + Why);
  };
  fs::file_status Status;
  if (!fs::status(Path, Status) && !fs::is_regular_file(Status)) {
    // Renaming would put a file in the place of /dev/null.
    int To = -1;
    std::error_code Error =
        fs::openFileForWrite(Path, To, fs::CD_OpenExisting, fs::OF_None);
    if (!Error) {
      Error = writeAll(To, Bytes);
      ::close(To);
    }
    return Error ? Failure(Error.message()) : llvm::Error::success();
  }
  auto Temporary = fs::TempFile::create(Path + ".%%%%%%%%.tmp",
                                        fs::all_read | fs::all_write);
  if (!Temporary)
    return Failure(llvm::toString(Temporary.takeError()));
  if (std::error_code Error = writeAll(Temporary->FD, Bytes)) {
    llvm::consumeError(Temporary->discard());
    return Failure(Error.message());
  }
  if (llvm::Error Error = Temporary->keep(Path))
    return Failure(llvm::toString(std::move(Error)));
  return llvm::Error::success();
}

} // namespace trace_tidy
