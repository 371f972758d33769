// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/ProjectModels.h"
#include "analysis/model/ModelSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <map>
#include <mutex>

namespace trace_tidy {

namespace {

constexpr llvm::StringLiteral ProjectFile = ".trace-tidy.yaml";

bool isFile(llvm::StringRef Path) {
  return llvm::sys::fs::exists(Path) && !llvm::sys::fs::is_directory(Path);
}

/// Names a file together with the state it is in.
std::string fingerprint(llvm::StringRef Path) {
  llvm::sys::fs::file_status Status;
  if (llvm::sys::fs::status(Path, Status))
    return (Path + "?").str();
  return (Path + "@" + llvm::Twine(Status.getSize()) + "@" +
          llvm::Twine(
              Status.getLastModificationTime().time_since_epoch().count()))
      .str();
}

} // namespace

std::string findUpward(llvm::StringRef SourceFile, llvm::StringRef Name) {
  if (llvm::sys::path::is_absolute(Name))
    return Name.str();
  llvm::SmallString<256> Directory(SourceFile);
  if (llvm::sys::fs::make_absolute(Directory))
    return "";
  llvm::sys::path::remove_dots(Directory, /*remove_dot_dot=*/true);
  while (llvm::sys::path::has_parent_path(Directory)) {
    llvm::sys::path::remove_filename(Directory);
    llvm::SmallString<256> Candidate(Directory);
    llvm::sys::path::append(Candidate, Name);
    if (isFile(Candidate))
      return Candidate.str().str();
  }
  return "";
}

llvm::Expected<std::shared_ptr<const ModelSet>>
loadModelsFor(llvm::StringRef SourceFile, llvm::ArrayRef<std::string> Extra) {
  std::vector<std::string> Files;
  auto Add = [&](std::string File) {
    if (!File.empty() && !llvm::is_contained(Files, File))
      Files.push_back(std::move(File));
  };
  std::string Project = findUpward(SourceFile, ProjectFile);
  // "x": a file that would stand in the current directory.
  Add(Project.empty() ? findUpward("x", ProjectFile) : Project);
  for (const std::string &Name : Extra) {
    std::string Found = findUpward(SourceFile, Name);
    Add(Found.empty() ? Name : Found);
  }

  std::string Key;
  for (const std::string &File : Files)
    Key += fingerprint(File) + "\n";
  static std::mutex Guard;
  static std::map<std::string, std::shared_ptr<const ModelSet>> Loaded;
  std::lock_guard<std::mutex> Lock(Guard);
  std::shared_ptr<const ModelSet> &Models = Loaded[Key];
  if (!Models) {
    llvm::Expected<std::shared_ptr<const ModelSet>> New = ModelSet::load(Files);
    if (!New) {
      Loaded.erase(Key);
      return New.takeError();
    }
    Models = *New;
  }
  return Models;
}

} // namespace trace_tidy
