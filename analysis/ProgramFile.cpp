// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/ProgramFile.h"
#include "analysis/ProjectModels.h"
#include "analysis/summary/Codec.h"
#include "analysis/summary/Hash.h"
#include "analysis/summary/Slice.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <mutex>

namespace fs = llvm::sys::fs;

namespace trace_tidy {

namespace {

/// The state a file is in, without reading it; empty: it is not there.
std::string stateOf(llvm::StringRef Path) {
  fs::file_status Status;
  if (fs::status(Path, Status) || !fs::is_regular_file(Status))
    return "";
  return std::to_string(Status.getSize()) + "@" +
         std::to_string(
             Status.getLastModificationTime().time_since_epoch().count());
}

class Programs {
public:
  UsableProgram get(llvm::StringRef SourceFile, const std::string &Path) {
    std::lock_guard<std::mutex> Lock(Guard);
    std::string State = stateOf(Path);
    if (State.empty())
      return {};
    Entry &E = Entries[Path];
    if (E.State != State) {
      E = Entry();
      E.State = State;
      auto Read = readSummaryFile(Path);
      if (Read)
        E.Program = std::make_shared<Slicer>(std::move(*Read));
      else
        E.Problem = llvm::toString(Read.takeError());
    }
    std::string Problem = E.Problem;
    if (Problem.empty())
      if (std::string Changed = changedFile(*E.Program, SourceFile);
          !Changed.empty())
        Problem = Path + " is out of date: " + Changed +
                  " has changed since it was linked; callers and callees in "
                  "other files are not looked at until it is made again";
    if (Problem.empty())
      return {E.Program, ""};
    bool Said = std::exchange(E.Said, true);
    return {nullptr, Said ? "" : Problem};
  }

private:
  struct Entry {
    std::string State, Problem;
    bool Said = false;
    std::shared_ptr<const Slicer> Program;
  };

  /// The first file that is not what the program was made from.
  std::string changedFile(const Slicer &Program, llvm::StringRef SourceFile) {
    const Summary &All = Program.program();
    for (const File &F : All.Files) {
      std::string Path = All.str(F.Path).str();
      if (Path == SourceFile)
        continue;
      std::string State = stateOf(Path);
      auto &[Known, Hash] = Hashes[Path];
      if (Known != State || State.empty()) {
        Known = State;
        auto Text = llvm::MemoryBuffer::getFile(Path);
        Hash = Text ? hashBytes((*Text)->getBuffer()) : 0;
      }
      if (Hash != F.Hash)
        return Path;
    }
    return "";
  }

  std::mutex Guard;
  std::map<std::string, Entry> Entries;
  std::map<std::string, std::pair<std::string, uint64_t>> Hashes; // by state
};

} // namespace

UsableProgram loadProgram(llvm::StringRef SourceFile, llvm::StringRef Name) {
  static Programs Known;
  std::string Path = findUpward(SourceFile, Name);
  return Known.get(SourceFile, Path.empty() ? Name.str() : Path);
}

} // namespace trace_tidy
