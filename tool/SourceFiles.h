// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The texts of files that have findings, read once each: for their lines and
// for their NOLINT comments.
#ifndef TRACE_TIDY_TOOL_SOURCEFILES_H
#define TRACE_TIDY_TOOL_SOURCEFILES_H

#include "analysis/finding/NoLint.h"
#include "tool/FileStore.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <memory>
#include <string>

namespace trace_tidy {

/// Not for use by several threads at once.
class SourceFiles {
public:
  /// Files that the store has are shown as they were read.
  explicit SourceFiles(const FileStore *Store = nullptr) : Store(Store) {}

  /// The line without its end; "" when there is none. Lines count from 1.
  llvm::StringRef line(llvm::StringRef File, unsigned Line);
  const NoLintComments &comments(llvm::StringRef File);

  /// The name as a person in the current directory would write it.
  std::string shortName(llvm::StringRef File);

private:
  struct Entry {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    std::vector<llvm::StringRef> Lines;
    std::unique_ptr<NoLintComments> Comments;
  };
  Entry &entry(llvm::StringRef File);

  const FileStore *Store;
  std::map<std::string, Entry> Entries;
  std::string Here; // the current directory with a slash at its end
};

} // namespace trace_tidy

#endif
