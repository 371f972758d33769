// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/ProgramBuilder.h"
#include "analysis/summary/Codec.h"
#include "analysis/summary/Link.h"
#include "tool/Progress.h"
#include "tool/SourceFiles.h"
#include "tool/Workers.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <deque>

namespace trace_tidy {

namespace {

/// How often a unit is read again because a file changed under it.
constexpr unsigned MaxRereads = 3;

class Builder {
public:
  Builder(llvm::ArrayRef<UnitInputs> Units, FileStore &Files,
          const BuildOptions &Options)
      : Units(Units), Files(Files), Options(Options), Kept(Options.CacheFolder),
        Rereads(Units.size()), Shown(Units.size(), Options.Verbose) {
    Result.Errors.resize(Units.size());
    Result.ErrorCounts.resize(Units.size());
  }

  BuiltProgram run() {
    for (size_t I = 0; I != Units.size(); ++I)
      if (!fromCache(I))
        Queue.push_back(I);
    WorkerOptions Workers;
    Workers.Jobs =
        llvm::hardware_concurrency(Options.Jobs).compute_thread_count();
    Workers.TimeoutSeconds = Options.TimeoutSeconds;
    runInWorkers(
        Workers,
        [&](size_t &Piece) {
          if (Queue.empty())
            return false;
          Piece = Queue.front();
          Queue.pop_front();
          return true;
        },
        [&](size_t Piece) { return handBack(Units[Piece], Files); },
        [&](size_t Piece, WorkerResult R) { done(Piece, std::move(R)); });
    Shown.finish();
    if (!Kept.problem().empty())
      warn(Kept.problem() + "; going on without it");
    for (const std::string &Name : Files.changed())
      warn(Names.shortName(Name) +
           " changed during the run: what is said of it holds for what it was");
    Kept.prune();
    Result.Program = Link.take();
    return std::move(Result);
  }

private:
  void warn(const llvm::Twine &Message) {
    Shown.say("trace-tidy: warning: " + Message);
  }

  /// In the parent: a summary that is there already.
  bool fromCache(size_t Index) {
    std::string Key = keyOf(Units[Index]), Why;
    Keys.push_back(Key);
    std::optional<std::string> Bytes = Kept.find(Key, Files, Why);
    if (Bytes) {
      llvm::Expected<Summary> Facts = readSummary(*Bytes, "its cache entry");
      if (Facts) {
        ++Result.FromCache;
        explain(Index, "cached");
        add(Index, std::move(*Facts));
        return true;
      }
      Why = llvm::toString(Facts.takeError());
    }
    explain(Index, "read: " + Why);
    return false;
  }

  void done(size_t Index, WorkerResult Worked) {
    llvm::Expected<Summarized> S = takeOver(Worked);
    llvm::Expected<Summary> Facts =
        S ? readSummary(S->Bytes, "what a worker handed back") : S.takeError();
    if (!Facts)
      return add(
          Index,
          llvm::cantFail(readSummary(
              failedSummary(Units[Index],
                            "error: " + llvm::toString(Facts.takeError())),
              "a failed unit")));
    if (changedMeanwhile(Index, S->From))
      return;
    if (!S->Crashed)
      Kept.store(Keys[Index], S->Bytes, S->From);
    add(Index, std::move(*Facts));
  }

  /// Whether the worker saw other contents than this run has: then the unit is
  /// read again, with those.
  bool changedMeanwhile(size_t Index, const Inputs &From) {
    std::string Different;
    for (auto &[Path, Hash] : From.Files) {
      const FileStore::File *F = Files.read(Path);
      if (!F || F->Hash != Hash)
        Different = Path;
    }
    for (const std::string &Path : From.Missing)
      Files.noteAbsent(Path);
    if (Different.empty() || ++Rereads[Index] > MaxRereads)
      return false;
    warn(Names.shortName(Different) + " changed while it was read; " +
         Names.shortName(Units[Index].Command.Filename) + " is read again");
    Queue.push_back(Index);
    return true;
  }

  void add(size_t Index, Summary Facts) {
    for (const Unit &U : Facts.Units) {
      Result.Errors[Index] = Facts.str(U.Error).str();
      Result.ErrorCounts[Index] = U.Errors;
    }
    if (Options.ListReads.count(Units[Index].Command.Filename))
      for (const File &F : Facts.Files) {
        llvm::SmallString<256> Name(Facts.str(F.Path));
        llvm::sys::path::remove_dots(Name, /*remove_dot_dot=*/true);
        Result.Reads.insert(Name.str().str());
      }
    Link.add(std::move(Facts));
    Shown.done(Units[Index].Command.Filename);
  }

  void explain(size_t Index, const llvm::Twine &What) {
    if (Options.Verbose)
      Shown.say(Names.shortName(Units[Index].Command.Filename) + ": " + What);
  }

  llvm::ArrayRef<UnitInputs> Units;
  FileStore &Files;
  const BuildOptions &Options;
  Cache Kept;
  std::vector<std::string> Keys;
  std::vector<unsigned> Rereads;
  std::deque<size_t> Queue;
  Linker Link;
  SourceFiles Names;
  Progress Shown;
  BuiltProgram Result;
};

} // namespace

BuiltProgram buildProgram(llvm::ArrayRef<UnitInputs> Units, FileStore &Files,
                          const BuildOptions &Options) {
  return Builder(Units, Files, Options).run();
}

} // namespace trace_tidy
