// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy summarize: one compile command in, one summary out. For build
// systems: the output depends on the command, the files and the models alone.
#include "analysis/ProjectModels.h"
#include "analysis/model/ModelSet.h"
#include "analysis/summary/Codec.h"
#include "tool/Command.h"
#include "tool/Database.h"
#include "tool/Output.h"
#include "tool/Summarize.h"
#include "tool/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

namespace cl = llvm::cl;

namespace trace_tidy {

namespace {

struct Options {
  cl::SubCommand Command{"summarize"};
  cl::OptionCategory Category{"Options of trace-tidy summarize"};
  cl::opt<std::string> File{cl::Positional, cl::desc("FILE"), cl::Required,
                            cl::sub(Command), cl::cat(Category)};
  cl::opt<std::string> Output{"o",
                              cl::desc("the summary to write"),
                              cl::value_desc("SUMMARY"),
                              cl::Required,
                              cl::sub(Command),
                              cl::cat(Category)};
  cl::opt<std::string> DependencyFile{
      "depfile",
      cl::desc("write what the summary was made from, as make and ninja read "
               "it"),
      cl::value_desc("FILE"), cl::sub(Command), cl::cat(Category)};
  cl::opt<std::string> Build{
      "p", cl::desc("build directory with compile_commands.json, or that file"),
      cl::value_desc("build"), cl::sub(Command), cl::cat(Category)};
  cl::list<std::string> Models{
      "models", cl::desc("a model file to read besides the built-in ones"),
      cl::value_desc("FILE"), cl::sub(Command), cl::cat(Category)};
  cl::opt<unsigned> Timeout{
      "timeout-per-tu",
      cl::desc("seconds after which the file is given up (default: 300; 0: "
               "never)"),
      cl::value_desc("SECONDS"),
      cl::init(300),
      cl::sub(Command),
      cl::cat(Category)};
};

/// A name as a makefile has it, in the way that make and ninja agree on.
std::string escaped(llvm::StringRef Name) {
  std::string Result;
  for (char C : Name) {
    if (C == ' ') // after backslashes these count twice, elsewhere once
      Result.append(llvm::StringRef(Result).size() -
                        llvm::StringRef(Result).rtrim('\\').size(),
                    '\\');
    if (C == ' ' || C == '#')
      Result += '\\';
    if (C == '$')
      Result += '$';
    Result += C;
  }
  return Result;
}

std::string dependencies(llvm::StringRef Target, const Inputs &From,
                         const ModelSet &Models) {
  std::string Text = escaped(Target) + ":";
  for (auto &[Path, Hash] : From.Files)
    Text += " \\\n  " + escaped(Path);
  for (const std::string &Path : Models.files())
    Text += " \\\n  " + escaped(Path);
  return Text + "\n";
}

/// In a process of its own, so that a crash or a hang is an error like others.
llvm::Expected<Summarized> inWorker(const UnitInputs &Unit, unsigned Timeout) {
  FileStore Files;
  WorkerOptions Options;
  Options.TimeoutSeconds = Timeout;
  WorkerResult Worked;
  bool Started = false;
  runInWorkers(
      Options, [&](size_t &) { return !std::exchange(Started, true); },
      [&](size_t) { return handBack(Unit, Files); },
      [&](size_t, WorkerResult R) { Worked = std::move(R); });
  llvm::Expected<Summarized> Result = takeOver(Worked);
  if (Result)
    return Result;
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 Unit.Command.Filename + ": " +
                                     llvm::toString(Result.takeError()));
}

int summarizeOne(const Arguments &Args, const Options &Given) {
  if (Args.HasFlags && !Given.Build.empty())
    return fail("give either -p or flags after --, not both");
  auto Database =
      Args.HasFlags ? fixedDatabase(Args.Flags) : loadDatabase(Given.Build);
  if (!Database)
    return fail(Database.takeError());
  auto Selected = select(**Database, Args.HasFlags, {Given.File});
  if (!Selected)
    return fail(Selected.takeError());
  if (Selected->Units.empty())
    return fail(Given.File + " is not C++");
  if (Selected->Units.size() > 1)
    return fail(Given.File + " has " + llvm::Twine(Selected->Units.size()) +
                " compile commands in the database; give the flags of one "
                "after --");
  UnitInputs Unit;
  Unit.Command = std::move(Selected->Units.front());
  Unit.ProjectFolders = projectFolders(Unit.Command);
  auto Models = loadModelsFor(
      Unit.Command.Filename,
      std::vector<std::string>(Given.Models.begin(), Given.Models.end()));
  if (!Models)
    return fail(Models.takeError());
  Unit.Models = std::move(*Models);

  auto Made = inWorker(Unit, Given.Timeout);
  if (!Made) {
    fail(Made.takeError());
    return ExitFailed;
  }
  // First, since a new output whose inputs are not known would be kept.
  if (!Given.DependencyFile.empty())
    if (llvm::Error Bad = writeAtomically(
            Given.DependencyFile,
            dependencies(Given.Output, Made->From, *Unit.Models)))
      return fail(std::move(Bad));
  if (llvm::Error Bad = writeAtomically(Given.Output, Made->Bytes))
    return fail(std::move(Bad));
  auto Facts = readSummary(Made->Bytes, Given.Output);
  if (!Facts)
    return fail(Facts.takeError());
  for (const trace_tidy::Unit &U : Facts->Units)
    if (U.Error) {
      fail(Given.File +
           " could not be compiled, so gaps in it may be missing: " +
           Facts->str(U.Error));
      return ExitFailed;
    }
  return ExitClean;
}

} // namespace

int runSummarize(Arguments Args) {
  Options Given;
  cl::HideUnrelatedOptions(Given.Category, Given.Command);
  if (!parseOptions(
          Args,
          "trace-tidy summarize: what one file says about tracing\n\n"
          "  trace-tidy summarize -p build FILE -o FILE.tts\n"
          "  trace-tidy summarize FILE -o FILE.tts -- FLAGS\n\n"
          "The summary is written also when the file does not compile.\n"
          "Exit code: 0 written, 1 usage or internal error, 3 the file does "
          "not compile.\n"))
    return ExitUsage;
  return summarizeOne(Args, Given);
}

} // namespace trace_tidy
