// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy check: analyses translation units and prints what it found.
#include "analysis/ProjectModels.h"
#include "analysis/facts/Facts.h"
#include "analysis/finding/Globs.h"
#include "analysis/summary/Codec.h"
#include "tool/Command.h"
#include "tool/Configuration.h"
#include "tool/Database.h"
#include "tool/FixOptions.h"
#include "tool/Output.h"
#include "tool/Printer.h"
#include "tool/ProgramBuilder.h"
#include "tool/ReadingOptions.h"
#include "tool/SourceFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <array>
#include <map>
#include <set>

namespace cl = llvm::cl;

namespace trace_tidy {

namespace {

enum class When { Auto, Always, Never };

/// Declared where the command runs, so that other commands do not have them; a
/// subcommand of its own keeps LLVM's own options out.
struct Options {
  cl::SubCommand Command{"check"};
  cl::OptionCategory Category{"Options of trace-tidy check"};
  cl::list<std::string> Files{cl::Positional, cl::desc("[FILE|DIRECTORY]..."),
                              cl::sub(Command), cl::cat(Category)};
  cl::opt<std::string> Build{
      "p", cl::desc("build directory with compile_commands.json, or that file"),
      cl::value_desc("build"), cl::sub(Command), cl::cat(Category)};
  ReadingOptions Reading{Command, Category};
  FixOptions Fixes{Command, Category};
  cl::opt<bool> Alone{
      "alone",
      cl::desc("read only the files given, as the plugin does, and not the "
               "whole program around them"),
      cl::sub(Command), cl::cat(Category)};
  cl::opt<std::string> Checks{
      "checks",
      cl::desc("checks to run, as in clang-tidy (default: those of .clang-tidy "
               "if it names any of ours, else tracing-*)"),
      cl::value_desc("globs"), cl::sub(Command), cl::cat(Category)};
  cl::list<std::string> Models{
      "models", cl::desc("a model file to read besides the built-in ones"),
      cl::value_desc("FILE"), cl::sub(Command), cl::cat(Category)};
  cl::opt<std::string> WriteProgram{
      "write-program",
      cl::desc("write the linked program too, for the option ProgramFile of "
               "the checks"),
      cl::value_desc("FILE"), cl::sub(Command), cl::cat(Category)};
  cl::opt<std::string> Headers{
      "header-filter",
      cl::desc("regular expression of the headers to report in (default: all "
               "but system headers)"),
      cl::value_desc("regex"), cl::sub(Command), cl::cat(Category)};
  cl::opt<When> Color{
      "color",
      cl::desc("color the output"),
      cl::ValueOptional,
      cl::init(When::Auto),
      cl::sub(Command),
      cl::cat(Category),
      cl::values(clEnumValN(When::Auto, "auto", "on a terminal (default)"),
                 clEnumValN(When::Always, "always", ""),
                 clEnumValN(When::Always, "", ""),
                 clEnumValN(When::Never, "never", ""))};
};

std::string plural(size_t Count, llvm::StringRef One) {
  return (llvm::Twine(Count) + " " + One + (Count == 1 ? "" : "s")).str();
}

/// Reads what applies to each unit. Every file is looked at before the first is
/// analysed, so that a mistake in a configuration is not found in the middle.
llvm::Error prepare(std::vector<clang::tooling::CompileCommand> Commands,
                    const Options &Given, std::vector<UnitInputs> &Units,
                    std::vector<FileConfiguration> &Configured) {
  Configuration Configurations(Given.Checks, Given.Headers);
  for (clang::tooling::CompileCommand &Command : Commands) {
    auto Applies = Configurations.of(Command.Filename);
    if (!Applies)
      return Applies.takeError();
    std::vector<std::string> Files(Given.Models.begin(), Given.Models.end());
    for (const CheckSettings &Check : Applies->Checks)
      if (!Check.ModelsFile.empty() &&
          !llvm::is_contained(Files, Check.ModelsFile))
        Files.push_back(Check.ModelsFile);
    auto Models = loadModelsFor(Command.Filename, Files);
    if (!Models)
      return Models.takeError();
    std::vector<std::string> Folders = projectFolders(Command);
    Units.push_back(
        {std::move(Command), std::move(*Models), std::move(Folders)});
    Configured.push_back(std::move(*Applies));
  }
  return llvm::Error::success();
}

/// Which findings the configurations let through. A header's are those that
/// some unit asks for.
class Filter {
public:
  Filter(llvm::ArrayRef<UnitInputs> Units,
         llvm::ArrayRef<FileConfiguration> Configured)
      : Configured(Configured) {
    for (size_t I = 0; I != Units.size(); ++I)
      MainFiles.try_emplace(Units[I].Command.Filename, I);
    for (const FileConfiguration &C : Configured) {
      for (const CheckSettings &S : C.Checks) {
        if (!llvm::is_contained(Distinct, S.Analysis))
          Distinct.push_back(S.Analysis);
        auto &Settings = Anywhere[S.Check];
        if (!llvm::is_contained(Settings, S.Analysis))
          Settings.push_back(S.Analysis);
      }
      if (!llvm::is_contained(Headers, C.Headers))
        Headers.push_back(C.Headers);
    }
  }

  /// The options under which there is something to find.
  llvm::ArrayRef<AnalysisOptions> distinct() const { return Distinct; }

  bool shows(const Finding &F, const AnalysisOptions &Under) const {
    auto Main = MainFiles.find(F.At.File);
    if (Main != MainFiles.end())
      return llvm::any_of(Configured[Main->second].Checks,
                          [&](const CheckSettings &S) {
                            return S.Check == F.Check && S.Analysis == Under;
                          });
    auto Settings = Anywhere.find(F.Check);
    return Settings != Anywhere.end() &&
           llvm::is_contained(Settings->second, Under) &&
           llvm::any_of(Headers, [&](const auto &Each) {
             return Each->shows(F.At.File);
           });
  }

private:
  llvm::ArrayRef<FileConfiguration> Configured;
  std::map<std::string, size_t> MainFiles;
  std::map<CheckId, std::vector<AnalysisOptions>> Anywhere;
  std::vector<AnalysisOptions> Distinct;
  std::vector<std::shared_ptr<const HeaderFilter>> Headers;
};

bool concerns(const Finding &F, const std::set<std::string> &Files) {
  return Files.empty() || Files.count(F.At.File) ||
         llvm::any_of(F.Notes,
                      [&](const Note &N) { return Files.count(N.At.File); });
}

/// What the program shows of what was asked for, each finding once, without
/// what is suppressed.
std::vector<Finding> findIn(const Summary &Program, bool Whole,
                            const Filter &Shown,
                            const std::set<std::string> &Files,
                            SourceFiles &Sources) {
  std::vector<Finding> All;
  for (const AnalysisOptions &Options : Shown.distinct()) {
    AnalysisOptions Now = Options;
    Now.WholeProgram = Whole;
    for (Finding &F : findGaps(Program, Now))
      if (Shown.shows(F, Options) && concerns(F, Files))
        All.push_back(std::move(F));
  }
  sortAndUnique(All);
  std::set<std::string> Complained;
  llvm::erase_if(All, [&](const Finding &F) {
    const NoLintComments &Comments = Sources.comments(F.At.File);
    if (Complained.insert(F.At.File).second)
      for (const auto &[Line, Message] : Comments.problems())
        llvm::errs() << Sources.shortName(F.At.File) << ':' << Line
                     << ": error: " << Message << '\n';
    return Comments.suppress(F.At.Line, checkName(F.Check));
  });
  return All;
}

void summarize(llvm::ArrayRef<Finding> Findings, size_t Units,
               unsigned FromCache, size_t Failed, unsigned NotCxx) {
  std::set<llvm::StringRef> Files;
  std::array<unsigned, NumChecks> PerCheck{};
  for (const Finding &F : Findings) {
    Files.insert(F.At.File);
    ++PerCheck[static_cast<unsigned>(F.Check)];
  }
  llvm::raw_ostream &Out = llvm::errs();
  if (Findings.empty())
    Out << "no gaps";
  else
    Out << plural(Findings.size(), "gap") << " in "
        << plural(Files.size(), "file");
  Out << "; " << plural(Units, "translation unit") << " read";
  if (Failed)
    Out << ", " << Failed << " failed";
  if (NotCxx)
    Out << ", " << NotCxx << " not C++";
  if (FromCache)
    Out << ", " << FromCache << " from the cache";
  Out << '\n';
  if (llvm::count_if(PerCheck, [](unsigned N) { return N != 0; }) < 2)
    return;
  for (unsigned I = 0; I != NumChecks; ++I)
    if (PerCheck[I])
      Out << llvm::right_justify(std::to_string(PerCheck[I]), 6) << ' '
          << checkName(static_cast<CheckId>(I)) << '\n';
}

/// Where sources may be changed. Without a sign of where the project begins it
/// is taken to be around the files, and where the compiler and we run.
std::set<std::string> projectOf(llvm::ArrayRef<UnitInputs> Units) {
  std::set<std::string> Folders;
  llvm::SmallString<256> Here;
  for (const UnitInputs &Unit : Units) {
    Folders.insert(Unit.ProjectFolders.begin(), Unit.ProjectFolders.end());
    if (!Unit.ProjectFolders.empty())
      continue;
    Folders.insert(Unit.Command.Directory);
    Folders.insert(llvm::sys::path::parent_path(Unit.Command.Filename).str());
    if (Here.empty() && !llvm::sys::fs::current_path(Here))
      Folders.insert(Here.str().str());
  }
  return Folders;
}

std::set<std::string> broken(llvm::ArrayRef<UnitInputs> Units,
                             const BuiltProgram &Built) {
  std::set<std::string> Files;
  for (size_t I = 0; I != Units.size(); ++I)
    if (!Built.Errors[I].empty())
      Files.insert(Units[I].Command.Filename);
  return Files;
}

int check(const Arguments &Args, const Options &Given) {
  if (std::string Bad = Given.Reading.wrong(); !Bad.empty())
    return fail(Bad);
  if (std::string Bad = Given.Fixes.wrong(); !Bad.empty())
    return fail(Bad);
  if (Args.HasFlags && !Given.Build.empty())
    return fail("give either -p or flags after --, not both");
  if (Args.HasFlags && Given.Files.empty())
    return fail("flags after -- need a file: trace-tidy check FILE -- FLAGS");
  if (std::string Bad = CheckGlobs(Given.Checks).unknown(/*All=*/true);
      !Bad.empty() && Bad != "*")
    return fail("unknown check '" + Bad +
                "' in --checks; see trace-tidy --list-checks");

  std::unique_ptr<clang::tooling::CompilationDatabase> Database;
  if (Args.HasFlags) {
    Database = fixedDatabase(Args.Flags);
  } else {
    auto Loaded = loadDatabase(Given.Build);
    if (!Loaded)
      return fail(Loaded.takeError());
    Database = std::move(*Loaded);
  }
  std::vector<std::string> Headers;
  bool Alone = Args.HasFlags || Given.Alone;
  auto Selected =
      select(*Database, Args.HasFlags, Given.Files, Alone ? nullptr : &Headers);
  if (!Selected)
    return fail(Selected.takeError());
  std::set<std::string> Concerned; // empty: all
  std::set<std::string> AskedFiles(Headers.begin(), Headers.end());
  for (const clang::tooling::CompileCommand &Command : Selected->Units)
    AskedFiles.insert(Command.Filename);
  if (!Alone && !Given.Files.empty()) {
    // The program is the whole database, whatever is asked of it.
    Concerned = AskedFiles;
    Selected = select(*Database, /*Fixed=*/false, {});
    if (!Selected)
      return fail(Selected.takeError());
  }
  if (Selected->Units.empty() || AskedFiles.empty())
    return fail("none of the files is C++");
  std::vector<UnitInputs> Units;
  std::vector<FileConfiguration> Configured;
  if (llvm::Error Bad =
          prepare(std::move(Selected->Units), Given, Units, Configured))
    return fail(std::move(Bad));
  if (llvm::all_of(Configured,
                   [](const FileConfiguration &C) { return C.Checks.empty(); }))
    return fail("no check is enabled");

  BuildOptions Build = Given.Reading.get();
  Build.ListReads = Concerned;
  FileStore Store;
  BuiltProgram Built = buildProgram(Units, Store, Build);
  if (!Given.WriteProgram.empty()) {
    auto Bytes = writeSummary(Built.Program);
    if (!Bytes)
      return fail(Bytes.takeError());
    if (llvm::Error Bad = writeAtomically(Given.WriteProgram, *Bytes))
      return fail(std::move(Bad));
  }
  SourceFiles Files(&Store);
  for (const std::string &Header : Headers)
    if (!Store.named(Header))
      return fail(Files.shortName(Header) +
                  " is not in the compilation database, and no file that is "
                  "includes it; for a file of its own give flags: trace-tidy "
                  "check " +
                  Files.shortName(Header) + " -- FLAGS");
  Concerned.insert(Built.Reads.begin(), Built.Reads.end());
  std::vector<Finding> Findings = findIn(
      Built.Program, !Alone, Filter(Units, Configured), Concerned, Files);
  auto Fixes = fixAsAsked(
      Findings, Given.Fixes,
      {Store, Built.Program, Files, projectOf(Units), broken(Units, Built)});
  if (!Fixes)
    return fail(Fixes.takeError());
  llvm::raw_fd_ostream &Out = Given.Fixes.DryRun ? llvm::errs() : llvm::outs();
  bool Color = Given.Color == When::Always ||
               (Given.Color == When::Auto && Out.has_colors());
  if (Color)
    Out.enable_colors(true);
  Printer Print(Out, Files, Color);
  for (const Finding &F : Findings)
    Print.print(F);
  llvm::outs() << Fixes->Diff;
  llvm::outs().flush();

  size_t Failed = 0, FailedElsewhere = 0;
  for (size_t I = 0; I != Units.size(); ++I) {
    if (Built.Errors[I].empty())
      continue;
    if (!AskedFiles.count(Units[I].Command.Filename)) {
      ++FailedElsewhere;
      continue;
    }
    ++Failed;
    llvm::errs() << "trace-tidy: error: "
                 << Files.shortName(Units[I].Command.Filename)
                 << " could not be compiled, so gaps in it may be missing: "
                 << Built.Errors[I];
    if (unsigned Count = Built.ErrorCounts[I]; Count > 1)
      llvm::errs() << " (and " << plural(Count - 1, "more error") << ")";
    llvm::errs() << '\n';
  }
  if (FailedElsewhere)
    llvm::errs() << "trace-tidy: warning: "
                 << plural(FailedElsewhere, "other translation unit")
                 << " could not be compiled, so gaps that come from there may "
                    "be missing (trace-tidy check without files names them)\n";
  summarize(Findings, Units.size(), Built.FromCache, Failed, Selected->NotCxx);
  if (!Fixes->Closing.empty())
    llvm::errs() << Fixes->Closing << '\n';
  if (Failed)
    return ExitFailed;
  return Findings.empty() || Fixes->AllFixed ? ExitClean : ExitFindings;
}

} // namespace

int runCheck(Arguments Args) {
  Options Given;
  cl::HideUnrelatedOptions(Given.Category, Given.Command);
  if (!parseOptions(
          Args, "trace-tidy check: find the gaps in a project's tracing\n\n"
                "  trace-tidy check -p build [FILE|DIRECTORY]...\n"
                "  trace-tidy check FILE... -- FLAGS\n\n"
                "Exit code: 0 clean or all fixed, 1 usage or internal error, 2 "
                "findings,\n3 a file could not be analysed.\n"))
    return ExitUsage;
  return check(Args, Given);
}

} // namespace trace_tidy
