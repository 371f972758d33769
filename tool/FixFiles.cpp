// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/FixFiles.h"
#include "analysis/facts/Facts.h"
#include "tool/Diff.h"
#include "tool/FormatEdits.h"
#include "tool/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <unistd.h>

namespace fs = llvm::sys::fs;
using namespace clang;

namespace trace_tidy {

namespace {

std::string realName(llvm::StringRef Name) {
  llvm::SmallString<256> Real;
  return fs::real_path(Name, Real) ? Name.str() : Real.str().str();
}

class Fixer {
public:
  Fixer(llvm::ArrayRef<Finding> Given, const std::vector<bool> &Wanted,
        FixMode Mode, const FixContext &Context)
      : Findings(Given.begin(), Given.end()), Mode(Mode), Context(Context) {
    for (size_t I = 0; I != Findings.size(); ++I)
      Eligible.push_back(Wanted[I] && !Findings[I].Edits.empty());
    Result.Refused.resize(Findings.size());
    for (const std::string &Folder : Context.ProjectFolders)
      Folders.insert(llvm::StringRef(realName(Folder)).rtrim('/').str() + "/");
    for (const File &F : Context.Program.Files) {
      llvm::SmallString<256> Name(Context.Program.str(F.Path));
      llvm::sys::path::remove_dots(Name, /*remove_dot_dot=*/true);
      auto [At, New] = Analysed.try_emplace(Name.str().str(), F.Hash);
      if (!New && At->second != F.Hash)
        At->second = 0; // units saw different contents: none is right
    }
  }

  FixResult run() {
    byRealName();
    // Each round is without the files that turned out to be of no use.
    do {
      Plan = planFixes(Findings, Eligible);
      Ready.clear();
    } while (!prepare() || (Mode == FixMode::Write && !stage()));
    if (Mode == FixMode::Write)
      write();
    conclude();
    return std::move(Result);
  }

private:
  struct Prepared {
    std::string Name;
    tooling::Replacements Edits;
  };

  /// A file can have several names: edits are made in what they lead to.
  void byRealName() {
    std::map<std::string, std::string> Known;
    for (size_t I = 0; I != Findings.size(); ++I) {
      if (!Eligible[I])
        continue;
      for (Edit &E : Findings[I].Edits) {
        auto [At, New] = Known.try_emplace(E.At.File);
        if (New) {
          At->second = realName(E.At.File);
          unusable(E.At.File, At->second);
          Text.try_emplace(At->second, text(E.At.File));
        }
        E.At.File = At->second;
      }
    }
    refuse();
  }

  llvm::StringRef text(llvm::StringRef Name) const {
    const FileStore::File *F = Context.Store.named(Name);
    return F ? F->Text->getBuffer() : "";
  }

  /// Finds out whether the file may be edited.
  void unusable(llvm::StringRef Name, const std::string &Real) {
    std::string Short = Context.Names.shortName(Name);
    if (llvm::none_of(Folders, [&](llvm::StringRef Folder) {
          return llvm::StringRef(Real).starts_with(Folder);
        })) {
      Unusable.try_emplace(Real, Short + " is outside of the project");
      return;
    }
    if (Context.Broken.count(Name.str())) {
      Unusable.try_emplace(Real, Short + " does not compile");
      return;
    }
    const FileStore::File *F = Context.Store.named(Name);
    auto Seen = Analysed.find(Name.str());
    if (!F || (Seen != Analysed.end() && Seen->second != F->Hash) ||
        changed(Real, F->Text->getBuffer()))
      failed(Real, Short + " changed since it was read; run again");
    else if (Mode == FixMode::Write && ::access(Real.c_str(), W_OK))
      failed(Real, Short + " cannot be written: " +
                       std::generic_category().message(errno));
  }

  void failed(llvm::StringRef Real, const std::string &Why) {
    if (Unusable.try_emplace(Real.str(), Why).second)
      Result.Errors.push_back(Why);
  }

  static bool changed(llvm::StringRef Real, llvm::StringRef Text) {
    auto Now = llvm::MemoryBuffer::getFile(Real, /*IsText=*/false,
                                           /*RequiresNullTerminator=*/false,
                                           /*IsVolatile=*/true);
    return !Now || (*Now)->getBuffer() != Text;
  }

  /// Takes out the findings that need a file that cannot be used.
  void refuse() {
    for (size_t I = 0; I != Findings.size(); ++I)
      for (const Edit &E : Findings[I].Edits)
        if (auto Bad = Unusable.find(E.At.File);
            Eligible[I] && Bad != Unusable.end()) {
          Eligible[I] = false;
          Result.Refused[I] = Bad->second;
        }
  }

  bool giveUp(llvm::StringRef File, const std::string &Why) {
    failed(File, Why);
    refuse();
    Staged.clear();
    return false;
  }

  /// The edits of each file, formatted. False: one cannot be used.
  bool prepare() {
    for (const auto &[Name, Planned] : Plan.Files) {
      tooling::Replacements Edits;
      llvm::StringRef Before = Text.at(Name);
      for (const PlannedEdit &E : Planned) {
        if (E.What.At.Offset + size_t(E.What.Length) > Before.size())
          return giveUp(Name, Context.Names.shortName(Name) +
                                  " is shorter than what was analysed");
        llvm::cantFail(Edits.add({Name, E.What.At.Offset, E.What.Length,
                                  withLineEndsOf(Before, E.What.Text)}));
      }
      if (Mode != FixMode::Export) {
        if (auto Pretty = formatted(Name, Before, Edits))
          Edits = std::move(*Pretty);
        else
          Unformatted[Name] = llvm::toString(Pretty.takeError());
      }
      Ready.push_back({Name, std::move(Edits)});
    }
    return true;
  }

  /// All new files beside the old ones, before the first takes its place.
  bool stage() {
    for (const Prepared &P : Ready) {
      auto After = tooling::applyAllReplacements(Text.at(P.Name), P.Edits);
      if (!After)
        return giveUp(P.Name, llvm::toString(After.takeError()));
      auto New = StagedFile::create(P.Name, *After);
      if (!New)
        return giveUp(P.Name, llvm::toString(New.takeError()));
      Staged.push_back(std::move(*New));
    }
    for (const Prepared &P : Ready)
      if (changed(P.Name, Text.at(P.Name)))
        return giveUp(P.Name, Context.Names.shortName(P.Name) +
                                  " changed since it was read; run again");
    return true;
  }

  /// What fails here is a fault of the disk: files written before stay so.
  void write() {
    for (auto [P, New] : llvm::zip(Ready, Staged))
      if (llvm::Error Bad = New.keep()) {
        failed(P.Name, llvm::toString(std::move(Bad)));
        refuse();
      } else {
        ++Result.Files;
      }
  }

  void conclude() {
    for (size_t I = 0; I != Findings.size(); ++I) {
      Result.Fixed.push_back(Plan.contains(I) && Result.Refused[I].empty());
      if (std::optional<size_t> By = Plan.Overlaps[I]; By && Eligible[I]) {
        const SourcePlace &At = Findings[*By].At;
        Result.Refused[I] = "overlaps the fix at " +
                            Context.Names.shortName(At.File) + ":" +
                            std::to_string(At.Line) + "; run again";
      }
    }
    for (auto &[Name, Why] : Unformatted)
      Result.Warnings.push_back(Context.Names.shortName(Name) +
                                " is not formatted: " + Why);
    if (Mode == FixMode::Write)
      return;
    Result.Files = Ready.size();
    if (Mode == FixMode::DryRun)
      for (const Prepared &P : Ready)
        Result.Diff += unifiedDiff(Context.Names.shortName(P.Name),
                                   Text.at(P.Name), P.Edits);
    if (Mode == FixMode::Export) {
      Result.Edits = dealOut(Plan, Findings);
      for (std::vector<Edit> &Each : Result.Edits)
        for (Edit &E : Each)
          E.Text = withLineEndsOf(Text.at(E.At.File), E.Text);
    }
  }

  std::vector<Finding> Findings; // edits by the real names of their files
  FixMode Mode;
  const FixContext &Context;
  std::set<std::string> Folders;            // real names
  std::map<std::string, uint64_t> Analysed; // by name, without dots
  std::map<std::string, llvm::StringRef> Text;
  std::map<std::string, std::string> Unusable, Unformatted; // and why
  std::vector<bool> Eligible;
  FixPlan Plan;
  std::vector<Prepared> Ready;
  std::vector<StagedFile> Staged;
  FixResult Result;
};

} // namespace

FixResult fixFindings(llvm::ArrayRef<Finding> Findings,
                      const std::vector<bool> &Wanted, FixMode Mode,
                      const FixContext &Context) {
  return Fixer(Findings, Wanted, Mode, Context).run();
}

} // namespace trace_tidy
