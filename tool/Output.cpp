// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Output.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include <cerrno>
#include <sys/stat.h>
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

llvm::Error failure(llvm::StringRef Path, const llvm::Twine &Why) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 Path + " cannot be written: " + Why);
}
} // namespace

llvm::Expected<StagedFile> StagedFile::create(llvm::StringRef Path,
                                              llvm::StringRef Bytes) {
  llvm::SmallString<256> Target;
  if (fs::real_path(Path, Target))
    Target = Path; // not there yet
  struct stat Before;
  bool Exists = ::stat(Target.c_str(), &Before) == 0;
  llvm::SmallString<256> Temporary;
  int To = -1;
  if (std::error_code Error =
          fs::createUniqueFile(Target + ".%%%%%%%%.tmp", To, Temporary,
                               fs::OF_None, fs::all_read | fs::all_write))
    return failure(Path, Error.message());
  llvm::sys::RemoveFileOnSignal(Temporary);
  StagedFile Staged(Path.str(), Target.str().str(), Temporary.str().str());
  std::error_code Error = writeAll(To, Bytes);
  if (Exists && !Error) {
    // Only root gives files away; who may not, owns the new one.
    if (Before.st_uid != ::geteuid() || Before.st_gid != ::getegid())
      (void)!::fchown(To, Before.st_uid, Before.st_gid);
    if (::fchmod(To, Before.st_mode & 07777))
      Error = std::error_code(errno, std::generic_category());
  }
  if (::close(To) && !Error)
    Error = std::error_code(errno, std::generic_category());
  if (Error)
    return failure(Path, Error.message());
  return Staged;
}

llvm::Error StagedFile::keep() {
  if (std::error_code Error = fs::rename(Temporary, Target))
    return failure(Path, Error.message());
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  Temporary.clear();
  return llvm::Error::success();
}

void StagedFile::drop() {
  if (Temporary.empty())
    return;
  (void)fs::remove(Temporary);
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  Temporary.clear();
}

llvm::Error writeAtomically(llvm::StringRef Path, llvm::StringRef Bytes) {
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
    return Error ? failure(Path, Error.message()) : llvm::Error::success();
  }
  llvm::Expected<StagedFile> Staged = StagedFile::create(Path, Bytes);
  return Staged ? Staged->keep() : Staged.takeError();
}

} // namespace trace_tidy
