// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/CompileCommand.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang::tooling;

namespace trace_tidy {

namespace {

/// Takes out what makes sense to the project's compiler alone: precompiled
/// headers (which repeat what is included anyway) and module maps.
CommandLineArguments dropCompilersOwn(const CommandLineArguments &Args,
                                      llvm::StringRef) {
  CommandLineArguments Kept;
  for (size_t I = 0; I != Args.size(); ++I) {
    if (Args[I] == "-Xclang" && I + 3 < Args.size() &&
        Args[I + 1] == "-include-pch" && Args[I + 2] == "-Xclang") {
      I += 3;
      continue;
    }
    llvm::StringRef Arg = Args[I];
    if (I != 0 &&
        (Arg.starts_with("@") || Arg.starts_with("-fmodule-mapper=") ||
         Arg.starts_with("-fdeps-format=") || Arg == "-Winvalid-pch"))
      continue;
    Kept.push_back(Args[I]);
  }
  return Kept;
}

} // namespace

std::vector<std::string> argumentsFor(const CompileCommand &Command) {
  CommandLineArguments Ours = {"-w", "-ferror-limit=0", "-Qunused-arguments",
                               "-fno-caret-diagnostics"};
  if (llvm::none_of(Command.CommandLine, [](llvm::StringRef Arg) {
        return Arg.starts_with("-resource-dir");
      }))
    Ours.push_back("-resource-dir=" TRACE_TIDY_RESOURCE_DIR);
  ArgumentsAdjuster Adjust = combineAdjusters(
      combineAdjusters(getClangStripOutputAdjuster(),
                       getClangStripDependencyFileAdjuster()),
      combineAdjusters(getStripPluginsAdjuster(), dropCompilersOwn));
  Adjust = combineAdjusters(
      Adjust, combineAdjusters(getInsertArgumentAdjuster(
                                   Ours, ArgumentInsertPosition::BEGIN),
                               getClangSyntaxOnlyAdjuster()));
  return Adjust(Command.CommandLine, Command.Filename);
}

bool isCxx(const CompileCommand &Command) {
  for (size_t I = 0; I + 1 < Command.CommandLine.size(); ++I)
    if (Command.CommandLine[I] == "-x")
      return llvm::StringRef(Command.CommandLine[I + 1]).starts_with("c++");
  llvm::StringRef Compiler =
      llvm::sys::path::filename(Command.CommandLine.front());
  llvm::StringRef Extension = llvm::sys::path::extension(Command.Filename);
  if (Extension == ".c")
    return Compiler.contains("++");
  static constexpr llvm::StringLiteral NotCxx[] = {".s", ".S",   ".asm", ".m",
                                                   ".f", ".f90", ".cu"};
  return !llvm::is_contained(NotCxx, Extension);
}

} // namespace trace_tidy
