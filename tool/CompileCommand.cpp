// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/CompileCommand.h"
#include "tool/CommandOptions.h"
#include "tool/OptionProbe.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/ToolChain.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang::driver;
using clang::tooling::CompileCommand;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace trace_tidy {

namespace {

constexpr llvm::StringLiteral BuildFirst =
    "; build the project first (it may be generated)";

llvm::Error failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

types::ID typeByName(llvm::StringRef Name) {
  llvm::StringRef Extension = path::extension(Name);
  Extension.consume_front(".");
  return types::lookupTypeForExtension(Extension);
}

/// A program that clang's driver would take for a compiler by its name.
bool isCompiler(llvm::StringRef Word) {
  // A variable, or a source: a.cpp ends as cpp does.
  if (Word.contains('=') || typeByName(Word) != types::TY_INVALID)
    return false;
  return !ToolChain::getTargetAndModeFromProgramName(Word).ModeSuffix.empty();
}

/// The mode of the driver that the command stands for, as in --driver-mode.
llvm::StringRef driverMode(const CompileCommand &Command) {
  std::vector<const char *> Args;
  for (const std::string &Word : llvm::drop_begin(Command.CommandLine))
    Args.push_back(Word.c_str());
  // Databases of Windows are read on other systems too.
  return getDriverMode(
      path::filename(Command.CommandLine.front(), path::Style::windows), Args);
}

/// A response file that is still named could not be put in its place.
llvm::Error checkResponseFiles(const CompileCommand &Command) {
  for (llvm::StringRef Word : llvm::drop_begin(Command.CommandLine)) {
    // CMake makes maps of modules during the build; most name no module.
    if (!Word.consume_front("@") || Word.ends_with(".modmap"))
      continue;
    if (!fs::exists(absoluteIn(Command.Directory, Word)))
      return failure("no such response file: " + Word + BuildFirst);
    return failure("the response file " + Word +
                   " cannot be read, or names itself");
  }
  return llvm::Error::success();
}

} // namespace

void dropLaunchers(std::vector<std::string> &CommandLine) {
  // Those that have options of their own before the compiler.
  static constexpr llvm::StringLiteral WithOptions[] = {"env", "nice", "cmake"};
  bool MayHaveOptions = false, AfterOption = false, Found = false;
  size_t Compiler = 0;
  for (size_t I = 0; I != CommandLine.size(); ++I) {
    llvm::StringRef Word = CommandLine[I];
    if (Word.starts_with("-")) {
      if (Found || !MayHaveOptions)
        break;
      AfterOption = true;
      continue;
    }
    if (isCompiler(Word)) {
      Compiler = I;
      Found = true;
    } else if (llvm::is_contained(WithOptions, path::stem(Word))) {
      MayHaveOptions = true;
    } else if (!AfterOption && !Word.contains('=')) {
      // Another launcher, or a compiler of a name that says nothing.
      MayHaveOptions = false;
    }
    AfterOption = false;
  }
  CommandLine.erase(CommandLine.begin(), CommandLine.begin() + Compiler);
}

void expandResponseFiles(CompileCommand &Command) {
  if (llvm::none_of(Command.CommandLine,
                    [](llvm::StringRef Word) { return Word.starts_with("@"); }))
    return;
  llvm::SmallVector<const char *, 64> Words;
  for (const std::string &Word : Command.CommandLine)
    Words.push_back(Word.c_str());
  llvm::BumpPtrAllocator Memory;
  llvm::cl::ExpansionContext Context(Memory, llvm::cl::TokenizeGNUCommandLine);
  // What could not be expanded is still there, and is reported when it is used.
  llvm::consumeError(
      Context.setCurrentDir(Command.Directory).expandResponseFiles(Words));
  std::vector<std::string> Expanded(Words.begin(), Words.end());
  Command.CommandLine = std::move(Expanded);
}

bool isCxx(const CompileCommand &Command) {
  if (Command.CommandLine.empty())
    return false;
  llvm::StringRef Mode = driverMode(Command);
  CommandOptions Options = optionsOf(Command);
  types::ID Type =
      Options.Language.empty()
          ? typeByName(Command.Filename)
          : types::lookupTypeForTypeSpecifier(Options.Language.c_str());
  if (Options.Language.empty() && Mode == "g++")
    Type = types::lookupCXXTypeForCType(Type);
  if (Type == types::TY_CHeader)
    return true;
  return types::isCXX(Type) && !types::isCuda(Type) && !types::isHIP(Type) &&
         !types::isOpenCL(Type) && !types::isHLSL(Type);
}

std::vector<std::string> sameReading(const CompileCommand &Command) {
  if (IsClangCL(driverMode(Command)))
    return Command.CommandLine;
  CommandOptions Options = optionsOf(Command);
  std::vector<std::string> Key = std::move(Options.Compiler);
  auto Append = [&](const Words &More) {
    Key.push_back("");
    Key.insert(Key.end(), More.begin(), More.end());
  };
  Append(Options.Machine);
  Append(Options.Settled);
  for (const Words &Option : Options.Doubtful)
    Append(Option);
  Append({Options.Language});
  return Key;
}

llvm::Expected<std::vector<std::string>>
argumentsFor(const CompileCommand &Command) {
  if (IsClangCL(driverMode(Command)))
    return failure("its command is for MSVC's compiler (cl), which is not "
                   "supported");
  if (llvm::Error Bad = checkResponseFiles(Command))
    return std::move(Bad);
  CommandOptions Options = optionsOf(Command);
  if (!fs::exists(absoluteIn(Command.Directory, Options.Input)))
    return failure("no such file" + BuildFirst);

  std::vector<std::string> Args = acceptedBy(Options, Command.Directory);
  if (!Options.HasResources)
    Args.push_back("-resource-dir=" TRACE_TIDY_RESOURCE_DIR);
  // Some warnings are errors to clang alone, and the second turns them off too.
  for (const char *Own :
       {"-w", "-Wno-everything", "-ferror-limit=0", "-Qunused-arguments",
        "-fno-caret-diagnostics", "-fsyntax-only"})
    Args.push_back(Own);
  if (!Options.Language.empty()) {
    Args.push_back("-x");
    Args.push_back(Options.Language);
  }
  Args.push_back(Options.Input);
  return Args;
}

} // namespace trace_tidy
