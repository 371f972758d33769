// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace-tidy link: summaries in, one program out.
#include "analysis/summary/Codec.h"
#include "analysis/summary/Link.h"
#include "tool/Command.h"
#include "tool/Output.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/StringSaver.h"

namespace cl = llvm::cl;

namespace trace_tidy {

namespace {

struct Options {
  cl::SubCommand Command{"link"};
  cl::OptionCategory Category{"Options of trace-tidy link"};
  cl::list<std::string> Files{cl::Positional, cl::desc("SUMMARY..."),
                              cl::OneOrMore, cl::sub(Command),
                              cl::cat(Category)};
  cl::opt<std::string> Output{"o",
                              cl::desc("the program to write"),
                              cl::value_desc("PROGRAM"),
                              cl::Required,
                              cl::sub(Command),
                              cl::cat(Category)};
};

int linkFiles(const Options &Given) {
  Linker Link;
  llvm::Error Errors = llvm::Error::success();
  for (const std::string &Name : Given.Files) {
    auto Facts = readSummaryFile(Name);
    if (Facts)
      Link.add(std::move(*Facts));
    else
      Errors = llvm::joinErrors(std::move(Errors), Facts.takeError());
  }
  if (Errors)
    return fail(std::move(Errors));
  auto Bytes = writeSummary(Link.take());
  if (!Bytes)
    return fail(Bytes.takeError());
  if (llvm::Error Bad = writeAtomically(Given.Output, *Bytes))
    return fail(std::move(Bad));
  return ExitClean;
}

} // namespace

int runLink(Arguments Args) {
  Options Given;
  cl::HideUnrelatedOptions(Given.Category, Given.Command);
  // Long lists come in a file: @FILE.
  llvm::BumpPtrAllocator Memory;
  cl::ExpansionContext Expand(Memory, cl::TokenizeGNUCommandLine);
  llvm::SmallVector<const char *, 16> Own(Args.Own.begin(), Args.Own.end());
  if (llvm::Error Bad = Expand.expandResponseFiles(Own))
    return fail(std::move(Bad));
  Args.Own.assign(Own.begin(), Own.end());
  if (!parseOptions(
          Args, "trace-tidy link: one program of many summaries\n\n"
                "  trace-tidy link SUMMARY... -o PROGRAM\n"
                "  trace-tidy link @LIST -o PROGRAM\n\n"
                "Programs can be linked again. The order does not matter.\n"
                "Exit code: 0 written, 1 an error; then nothing is written.\n"))
    return ExitUsage;
  return linkFiles(Given);
}

} // namespace trace_tidy
