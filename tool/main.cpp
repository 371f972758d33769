// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/Finding.h"
#include "tool/Command.h"
#include "tool/TranslationUnit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

namespace trace_tidy {

namespace {

struct CommandRow {
  llvm::StringLiteral Name;
  llvm::StringLiteral Summary;
  int (*Run)(Arguments);
};
constexpr CommandRow Commands[] = {
#define COMMAND(Id, Name, Summary) {Name, Summary, run##Id},
#include "tool/Commands.def"
};

int usage(llvm::raw_ostream &Out, int Code) {
  Out << "trace-tidy finds the places in C++ code where a distributed trace "
         "breaks.\n\nusage: trace-tidy COMMAND [OPTIONS]\n\ncommands:\n";
  for (const CommandRow &Row : Commands)
    Out << "  " << llvm::left_justify(Row.Name, 12) << Row.Summary << '\n';
  Out << "\n"
         "  trace-tidy COMMAND --help   the command's options\n"
         "  trace-tidy --list-checks    the checks and what they report\n"
         "  trace-tidy --version\n";
  return Code;
}

int listChecks() {
  for (unsigned I = 0; I != NumChecks; ++I) {
    CheckId Id = static_cast<CheckId>(I);
    llvm::outs() << llvm::left_justify(checkName(Id), 38) << checkSummary(Id)
                 << '\n';
  }
  return ExitClean;
}

void printVersion(llvm::raw_ostream &Out) {
  Out << "trace-tidy " TRACE_TIDY_VERSION " (LLVM " << LLVM_VERSION_STRING
      << ")\n";
}

int dispatch(int Count, const char **Values) {
  if (Count < 2)
    return usage(llvm::errs(), ExitUsage);
  llvm::StringRef First = Values[1];
  if (First == "--help" || First == "-h" || First == "help")
    return usage(llvm::outs(), ExitClean);
  if (First == "--version") {
    printVersion(llvm::outs());
    return ExitClean;
  }
  if (First == "--list-checks")
    return listChecks();

  auto Row = llvm::find_if(
      Commands, [&](const CommandRow &R) { return R.Name == First; });
  if (Row == std::end(Commands)) {
    std::string Known = llvm::join(
        llvm::map_range(Commands,
                        [](const CommandRow &R) { return R.Name.str(); }),
        ", ");
    return fail(
        (First.starts_with("-") ? "unknown option '" : "unknown command '") +
        First + "'; commands: " + Known + " (see trace-tidy --help)");
  }
  Arguments Args;
  Args.Own = {"trace-tidy", Values[1]};
  for (int I = 2; I != Count; ++I) {
    if (llvm::StringRef(Values[I]) == "--") {
      Args.HasFlags = true;
      Args.Flags.assign(Values + I + 1, Values + Count);
      break;
    }
    Args.Own.push_back(Values[I]);
  }
  return Row->Run(std::move(Args));
}

} // namespace

bool parseOptions(const Arguments &Args, llvm::StringRef Overview) {
  llvm::cl::SetVersionPrinter(printVersion);
  std::string Wrong;
  llvm::raw_string_ostream Stream(Wrong);
  if (llvm::cl::ParseCommandLineOptions(Args.Own.size(), Args.Own.data(),
                                        Overview, &Stream))
    return true;
  llvm::errs() << Stream.str();
  return false;
}

int fail(const llvm::Twine &Message) {
  std::string Text = Message.str();
  llvm::SmallVector<llvm::StringRef, 4> Lines;
  llvm::StringRef(Text).split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Line : Lines)
    llvm::errs() << "trace-tidy: error: " << Line << '\n';
  return ExitUsage;
}

int fail(llvm::Error Error) { return fail(llvm::toString(std::move(Error))); }

} // namespace trace_tidy

int main(int Count, const char **Values) {
  llvm::InitLLVM Init(Count, Values);
  trace_tidy::enableCrashContainment();
  // A file that may not get larger is an error of that write, as a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  int Code = trace_tidy::dispatch(Count, Values);
  llvm::outs().flush();
  if (std::error_code Error = llvm::outs().error())
    Code = trace_tidy::fail("the output cannot be written: " + Error.message());
  // A crash that was contained leaves timers and the like half torn down, which
  // LLVM's own shutdown would trip over.
  llvm::sys::Process::Exit(Code, /*NoCleanup=*/true);
}
