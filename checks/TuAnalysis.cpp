// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/TuAnalysis.h"
#include "analysis/ProgramFile.h"
#include "analysis/ProjectModels.h"
#include "analysis/facts/Facts.h"
#include "analysis/facts/Names.h"
#include "analysis/summary/Slice.h"
#include "checks/TidyFixes.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileEntry.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <mutex>

namespace trace_tidy {

FindingSink::~FindingSink() = default;

std::shared_ptr<TuAnalysis>
TuAnalysis::of(clang::tidy::ClangTidyContext *Context) {
  static std::mutex Guard;
  static llvm::DenseMap<clang::tidy::ClangTidyContext *,
                        std::weak_ptr<TuAnalysis>>
      ByContext;
  std::lock_guard<std::mutex> Lock(Guard);
  std::weak_ptr<TuAnalysis> &Known = ByContext[Context];
  if (std::shared_ptr<TuAnalysis> Alive = Known.lock())
    return Alive;
  auto New = std::make_shared<TuAnalysis>(*Context);
  Known = New;
  return New;
}

bool TuAnalysis::join(CheckSettings Settings, FindingSink &Sink) {
  Members.push_back({std::move(Settings), &Sink});
  return Members.size() == 1;
}

void TuAnalysis::leave(FindingSink &Sink) {
  llvm::erase_if(Members, [&](const Member &M) { return M.Sink == &Sink; });
}

/// One program for all checks: they share a run.
std::string TuAnalysis::programFile() const {
  for (const Member &M : Members)
    if (!M.Settings.ProgramFile.empty())
      return M.Settings.ProgramFile;
  return "";
}

void TuAnalysis::run(clang::ASTContext &Context) {
  if (Seen == &Context || Members.empty())
    return;
  Seen = &Context;

  std::string MainFile;
  const clang::SourceManager &Sources = Context.getSourceManager();
  if (auto Main = Sources.getFileEntryRefForID(Sources.getMainFileID())) {
    llvm::StringRef Real = Main->getFileEntry().tryGetRealPathName();
    MainFile = Real.empty() ? Main->getName().str() : Real.str();
  }
  std::vector<std::string> ModelFiles;
  std::vector<CheckSettings> Settings;
  for (const Member &M : Members) {
    Settings.push_back(M.Settings);
    if (!M.Settings.ModelsFile.empty() &&
        !llvm::is_contained(ModelFiles, M.Settings.ModelsFile))
      ModelFiles.push_back(M.Settings.ModelsFile);
  }
  auto Models = loadModelsFor(MainFile, ModelFiles);
  if (!Models) {
    Members.front().Sink->configurationError(
        llvm::toString(Models.takeError()));
    return;
  }

  Summary Tu = extractFacts(Context, **Models, Headers);
  bool Whole = false;
  if (std::string Name = programFile(); !Name.empty()) {
    UsableProgram Program = loadProgram(MainFile, Name);
    if (!Program.Warning.empty())
      Members.front().Sink->warnOfConfiguration(Program.Warning);
    if (Program.Program) {
      Tu = Program.Program->around(std::move(Tu),
                                   fileName(Sources, Sources.getMainFileID()));
      Whole = true;
    }
  }
  for (CheckSettings &Each : Settings)
    Each.Analysis.WholeProgram = Whole;
  std::vector<Finding> Findings = findGapsOf(Tu, Settings);
  adaptFixes(Findings, Tidy, Sources);
  for (const Finding &F : Findings)
    for (const Member &M : Members)
      if (M.Settings.Check == F.Check)
        M.Sink->report(F, Context);
}

} // namespace trace_tidy
