// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Summaries kept between runs, in a folder that several runs and machines may
// share. An entry is found by all that went into it: the key (compile command,
// tool, models), the contents of every file that was read, and the names under
// which nothing was found.
//
//   llvmcache-KEY.manifest      which files led to which summary, for one key
//   llvmcache-HASH.summary      a summary, named by the hash of its contents
//
// Both are compressed and begin with a hash of their name and contents, so that
// one that was damaged, or put in another's place, is as if it were not there.
// Files appear whole, by renaming: a run that is killed leaves none
// half-written.
#ifndef TRACE_TIDY_TOOL_CACHE_H
#define TRACE_TIDY_TOOL_CACHE_H

#include "tool/FileStore.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace trace_tidy {

/// What was read to make a summary.
struct Inputs {
  std::vector<std::pair<std::string, uint64_t>> Files; // and their hashes
  std::vector<std::string> Missing;
};

/// Puts parts of a key together: 32 hexadecimal digits.
std::string cacheKey(llvm::ArrayRef<llvm::StringRef> Parts);

class Cache {
public:
  /// Makes the folder if it is not there. An empty name: nothing is kept.
  explicit Cache(llvm::StringRef Folder);

  /// $XDG_CACHE_HOME/trace-tidy, or ~/.cache/trace-tidy; "" without a home.
  static std::string defaultFolder();

  /// The summary's bytes, or nothing and in Why the reason.
  std::optional<std::string> find(llvm::StringRef Key, FileStore &Files,
                                  std::string &Why) const;
  void store(llvm::StringRef Key, llvm::StringRef Summary, const Inputs &From);

  /// Why something could not be written, the first time; "" if all could.
  const std::string &problem() const { return Problem; }

  /// Removes what was not used for a month, and the oldest where it is more
  /// than 5 GB; looks at most once an hour.
  void prune() const;

private:
  std::string path(llvm::StringRef Name) const;
  /// Nothing, and why, when it is not there or damaged.
  std::optional<std::string> load(llvm::StringRef Name, std::string &Why) const;
  bool save(llvm::StringRef Name, llvm::StringRef Bytes);

  std::string Folder, Problem;
};

} // namespace trace_tidy

#endif
