// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy check: analyses translation units and prints what it found.
#include "analysis/ProjectModels.h"
#include "analysis/facts/Facts.h"
#include "tool/Command.h"
#include "tool/Configuration.h"
#include "tool/Database.h"
#include "tool/Globs.h"
#include "tool/Printer.h"
#include "tool/Progress.h"
#include "tool/TranslationUnit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/ThreadPool.h"
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
  cl::opt<unsigned> Jobs{"j",
                         cl::desc("files read at once (default: all cores)"),
                         cl::value_desc("N"),
                         cl::Prefix,
                         cl::init(0),
                         cl::sub(Command),
                         cl::cat(Category)};
  cl::opt<std::string> Checks{
      "checks",
      cl::desc("checks to run, as in clang-tidy (default: those of .clang-tidy "
               "if it names any of ours, else tracing-*)"),
      cl::value_desc("globs"), cl::sub(Command), cl::cat(Category)};
  cl::list<std::string> Models{
      "models", cl::desc("a model file to read besides the built-in ones"),
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

struct Unit {
  clang::tooling::CompileCommand Command;
  FileConfiguration Configuration;
  std::shared_ptr<const ModelSet> Models;
  ParseStatus Status;
  std::vector<Finding> Findings;
};

void analyse(Unit &U) {
  U.Status = parseTranslationUnit(U.Command, [&](clang::ASTContext &Context) {
    Summary Tu = extractFacts(Context, *U.Models);
    U.Findings = findGapsOf(Tu, U.Configuration.Checks);
  });
}

std::string plural(size_t Count, llvm::StringRef One) {
  return (llvm::Twine(Count) + " " + One + (Count == 1 ? "" : "s")).str();
}

/// Reads what applies to each unit. Every file is looked at before the first is
/// analysed, so that a mistake in a configuration is not found in the middle.
llvm::Expected<std::vector<Unit>>
prepare(std::vector<clang::tooling::CompileCommand> Commands,
        const Options &Given) {
  std::vector<Unit> Units;
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
    Units.push_back(
        {std::move(Command), std::move(*Applies), std::move(*Models), {}, {}});
  }
  return Units;
}

/// What all units found, each finding once, without what is suppressed.
std::vector<Finding> merge(std::vector<Unit> &Units, SourceFiles &Files) {
  std::vector<Finding> All;
  for (Unit &U : Units)
    for (Finding &F : U.Findings)
      if (F.At.File == U.Command.Filename ||
          U.Configuration.Headers->shows(F.At.File))
        All.push_back(std::move(F));
  sortAndUnique(All);
  std::set<std::string> Complained;
  llvm::erase_if(All, [&](const Finding &F) {
    const NoLintComments &Comments = Files.comments(F.At.File);
    if (Complained.insert(F.At.File).second)
      for (const auto &[Line, Message] : Comments.problems())
        llvm::errs() << Files.shortName(F.At.File) << ':' << Line
                     << ": error: " << Message << '\n';
    return Comments.suppress(F.At.Line, checkName(F.Check));
  });
  return All;
}

void summarize(llvm::ArrayRef<Finding> Findings, size_t Units, size_t Failed,
               unsigned NotCxx) {
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
  Out << '\n';
  if (llvm::count_if(PerCheck, [](unsigned N) { return N != 0; }) < 2)
    return;
  for (unsigned I = 0; I != NumChecks; ++I)
    if (PerCheck[I])
      Out << llvm::right_justify(std::to_string(PerCheck[I]), 6) << ' '
          << checkName(static_cast<CheckId>(I)) << '\n';
}

int check(const Arguments &Args, const Options &Given) {
  if (Given.Jobs.getNumOccurrences() && Given.Jobs == 0)
    return fail("-j needs a number above 0");
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
  auto Selected = select(*Database, Args.HasFlags, Given.Files);
  if (!Selected)
    return fail(Selected.takeError());
  if (Selected->Units.empty())
    return fail("none of the files is C++");
  auto Prepared = prepare(std::move(Selected->Units), Given);
  if (!Prepared)
    return fail(Prepared.takeError());
  std::vector<Unit> &Units = *Prepared;
  if (llvm::all_of(
          Units, [](const Unit &U) { return U.Configuration.Checks.empty(); }))
    return fail("no check is enabled");

  {
    Progress Shown(Units.size());
    llvm::DefaultThreadPool Pool(llvm::hardware_concurrency(Given.Jobs));
    for (Unit &U : Units)
      Pool.async([&] {
        analyse(U);
        Shown.done(U.Command.Filename);
      });
    Pool.wait();
  }

  SourceFiles Files;
  std::vector<Finding> Findings = merge(Units, Files);
  bool Color = Given.Color == When::Always ||
               (Given.Color == When::Auto && llvm::outs().has_colors());
  if (Color)
    llvm::outs().enable_colors(true);
  Printer Print(llvm::outs(), Files, Color);
  for (const Finding &F : Findings)
    Print.print(F);
  llvm::outs().flush();

  size_t Failed = 0;
  for (const Unit &U : Units) {
    if (U.Status)
      continue;
    ++Failed;
    llvm::errs() << "trace-tidy: error: " << Files.shortName(U.Command.Filename)
                 << " could not be compiled, so gaps in it may be missing: "
                 << U.Status.FirstError;
    if (U.Status.Errors > 1)
      llvm::errs() << " (and " << plural(U.Status.Errors - 1, "more error")
                   << ")";
    llvm::errs() << '\n';
  }
  summarize(Findings, Units.size(), Failed, Selected->NotCxx);
  return Failed ? ExitFailed : Findings.empty() ? ExitClean : ExitFindings;
}

} // namespace

int runCheck(Arguments Args) {
  Options Given;
  cl::HideUnrelatedOptions(Given.Category, Given.Command);
  if (!parseOptions(
          Args, "trace-tidy check: find the gaps in a project's tracing\n\n"
                "  trace-tidy check -p build [FILE|DIRECTORY]...\n"
                "  trace-tidy check FILE... -- FLAGS\n\n"
                "Exit code: 0 clean, 1 usage or internal error, 2 findings, 3 "
                "a file could not\nbe analysed.\n"))
    return ExitUsage;
  return check(Args, Given);
}

} // namespace trace_tidy
