// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files as one run sees them: each is read and hashed once, and stays as it was
// then, whatever happens to it on disk.
#ifndef TRACE_TIDY_TOOL_FILESTORE_H
#define TRACE_TIDY_TOOL_FILESTORE_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace trace_tidy {

/// Not for use by several threads at once. A process that was forked has what
/// its parent had read.
class FileStore {
public:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    llvm::vfs::Status Status;
    uint64_t Hash = 0; // hashBytes of Text
  };

  /// The regular file of this absolute name; null when it cannot be read.
  const File *read(llvm::StringRef Path);
  /// The same, where it has been read before.
  const File *known(llvm::StringRef Path) const;
  /// The same by the name that findings and people have for it, which is
  /// without . and .., however it was included.
  const File *named(llvm::StringRef Path) const;
  /// True when there is nothing of this name. Looks once.
  bool absent(llvm::StringRef Path);
  void noteAbsent(llvm::StringRef Path) { Absent.insert(Path); }

  /// Names of the files that are not on disk what they were when they were
  /// read, by size and time of change, or were not there and are; sorted.
  std::vector<std::string> changed() const;

private:
  llvm::StringMap<File> Files;         // a null Text: cannot be read
  llvm::StringMap<const File *> Named; // where that is another name
  llvm::StringSet<> Absent, Present;
};

/// The disk through a FileStore, with a working directory of its own and a
/// record of what was asked for.
class RecordedFiles : public llvm::vfs::ProxyFileSystem {
public:
  explicit RecordedFiles(FileStore &Store);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;

  /// Files that were opened or found to be there, with their hashes, and names
  /// under which nothing was found; absolute and sorted.
  std::vector<std::pair<std::string, uint64_t>> read() const;
  std::vector<std::string> missing() const;

private:
  std::string absolute(const llvm::Twine &Path) const;
  /// Null: look on disk, or in Missing.
  const FileStore::File *find(llvm::StringRef Full);

  FileStore &Store;
  llvm::StringMap<uint64_t> Read;
  llvm::StringSet<> Missing;
};

} // namespace trace_tidy

#endif
