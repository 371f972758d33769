// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/FileStore.h"
#include "analysis/summary/Hash.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;

namespace trace_tidy {

const FileStore::File *FileStore::read(llvm::StringRef Path) {
  auto [It, New] = Files.try_emplace(Path);
  File &F = It->second;
  if (New) {
    fs::file_status Status;
    if (!fs::status(Path, Status) && fs::is_regular_file(Status))
      // Volatile: read, not mapped, since others may write to it meanwhile.
      if (auto Text =
              llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/true,
                                          /*IsVolatile=*/true)) {
        F.Text = std::move(*Text);
        F.Hash = hashBytes(F.Text->getBuffer());
        F.Status = llvm::vfs::Status(
            Path, Status.getUniqueID(), Status.getLastModificationTime(),
            Status.getUser(), Status.getGroup(), F.Text->getBufferSize(),
            Status.type(), Status.permissions());
        llvm::SmallString<256> Name(Path);
        if (llvm::sys::path::remove_dots(Name, /*remove_dot_dot=*/true))
          Named.try_emplace(Name, &F);
      }
  }
  return F.Text ? &F : nullptr;
}

const FileStore::File *FileStore::known(llvm::StringRef Path) const {
  auto It = Files.find(Path);
  return It != Files.end() && It->second.Text ? &It->second : nullptr;
}

const FileStore::File *FileStore::named(llvm::StringRef Path) const {
  const File *F = known(Path);
  return F ? F : Named.lookup(Path);
}

bool FileStore::absent(llvm::StringRef Path) {
  if (Absent.contains(Path))
    return true;
  if (Present.contains(Path))
    return false;
  bool Found = fs::exists(Path);
  (Found ? Present : Absent).insert(Path);
  return !Found;
}

std::vector<std::string> FileStore::changed() const {
  std::vector<std::string> Names;
  for (const auto &Each : Files) {
    const File &F = Each.second;
    fs::file_status Now;
    if (F.Text &&
        (fs::status(Each.first(), Now) ||
         Now.getSize() != F.Text->getBufferSize() ||
         Now.getLastModificationTime() != F.Status.getLastModificationTime()))
      Names.push_back(Each.first().str());
  }
  for (const auto &Each : Absent)
    if (fs::exists(Each.first()))
      Names.push_back(Each.first().str());
  llvm::sort(Names);
  return Names;
}

namespace {
/// Hands out what the store holds.
class StoredFile : public llvm::vfs::File {
public:
  StoredFile(const FileStore::File &F, llvm::vfs::Status S)
      : F(F), S(std::move(S)) {}

  llvm::ErrorOr<llvm::vfs::Status> status() override { return S; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t, bool, bool) override {
    return llvm::MemoryBuffer::getMemBuffer(F.Text->getBuffer(), Name.str());
  }
  std::error_code close() override { return {}; }

private:
  const FileStore::File &F;
  llvm::vfs::Status S;
};
} // namespace

RecordedFiles::RecordedFiles(FileStore &Store)
    : ProxyFileSystem(llvm::vfs::createPhysicalFileSystem()), Store(Store) {}

std::string RecordedFiles::absolute(const llvm::Twine &Path) const {
  llvm::SmallString<256> Full;
  Path.toVector(Full);
  (void)makeAbsolute(Full);
  llvm::sys::path::remove_dots(Full); // but not .., which links may redirect
  return Full.str().str();
}

const FileStore::File *RecordedFiles::find(llvm::StringRef Full) {
  const FileStore::File *F = Store.known(Full);
  if (!F && Store.absent(Full)) {
    Missing.insert(Full);
    return nullptr;
  }
  if (!F)
    F = Store.read(Full);
  if (F)
    Read[Full] = F->Hash;
  return F;
}

llvm::ErrorOr<llvm::vfs::Status>
RecordedFiles::status(const llvm::Twine &Path) {
  std::string Full = absolute(Path);
  if (const FileStore::File *F = find(Full))
    return llvm::vfs::Status::copyWithNewName(F->Status, Path);
  if (Missing.contains(Full))
    return std::make_error_code(std::errc::no_such_file_or_directory);
  return ProxyFileSystem::status(Path);
}

bool RecordedFiles::exists(const llvm::Twine &Path) {
  return !status(Path).getError();
}

llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
RecordedFiles::openFileForRead(const llvm::Twine &Path) {
  std::string Full = absolute(Path);
  const FileStore::File *F = find(Full);
  if (!F && Missing.contains(Full))
    return std::make_error_code(std::errc::no_such_file_or_directory);
  if (!F)
    return ProxyFileSystem::openFileForRead(Path);
  return std::make_unique<StoredFile>(
      *F, llvm::vfs::Status::copyWithNewName(F->Status, Path));
}

std::vector<std::pair<std::string, uint64_t>> RecordedFiles::read() const {
  std::vector<std::pair<std::string, uint64_t>> Result;
  for (const auto &Each : Read)
    Result.push_back({Each.first().str(), Each.second});
  llvm::sort(Result);
  return Result;
}

std::vector<std::string> RecordedFiles::missing() const {
  std::vector<std::string> Result;
  for (const auto &Each : Missing)
    Result.push_back(Each.first().str());
  llvm::sort(Result);
  return Result;
}

} // namespace trace_tidy
