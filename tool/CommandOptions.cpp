// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/CommandOptions.h"
#include "analysis/compat/DriverCompat.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm::opt;
using namespace trace_tidy::compat;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace trace_tidy {

namespace {

enum class Use { None, Machine, Settled, Doubtful };

/// Options of clang that would be taken, but write files, load code, print, or
/// want files that only the project's own compiler can read. The option table
/// does not say which those are. Named as they begin.
constexpr llvm::StringLiteral Unwanted[] = {"fplugin",
                                            "fpass-plugin",
                                            "fmodule",
                                            "fno-module",
                                            "fimplicit-module",
                                            "fno-implicit-module",
                                            "fcxx-modules",
                                            "fbuiltin-module-map",
                                            "fsystem-module",
                                            "ftime-",
                                            "fsave-optimization",
                                            "foptimization-record",
                                            "fproc-stat",
                                            "fcrash-diagnostics",
                                            "fdiagnostics",
                                            "fdump-",
                                            "ferror-limit",
                                            "fbuild-session",
                                            "fdepfile-entry",
                                            "fdebug-",
                                            "ftest-module-file",
                                            "fcolor-",
                                            "fansi-escape-codes",
                                            "fmacro-backtrace-limit",
                                            "fretain-comments"};

bool unwanted(const Option &O) {
  return llvm::any_of(Unwanted, [&](llvm::StringRef Start) {
    return O.getName().starts_with(Start);
  });
}

/// What an option of the driver is good for.
Use useOf(const Option &O, const Arg &A) {
  using namespace options;
  switch (O.getID()) {
  case OPT_target:
  case OPT__sysroot_EQ:
  case OPT_isysroot:
  case OPT_gcc_toolchain:
  case OPT_gcc_install_dir_EQ:
  case OPT_stdlib_EQ:
  case OPT_arch:
  case OPT_m32:
  case OPT_m64:
  case OPT_mx32:
    return Use::Machine;
  case OPT_std_EQ:
  case OPT_ansi:
  case OPT_undef:
  case OPT_resource_dir:
  case OPT_working_directory:
    return Use::Settled;
  case OPT_pthread:
  case OPT_ivfsoverlay:
    return Use::Doubtful;
  case OPT_C:
  case OPT_CC:
  case OPT_H:
  case OPT_P:
    return Use::None;
  case OPT_Wp_COMMA: // the driver takes -Wp,-MD,FILE for -MD -MF FILE
    return llvm::StringRef(A.getValue()).starts_with("-M") ? Use::None
                                                           : Use::Doubtful;
  case OPT_Xpreprocessor:
    return Use::Doubtful;
  }
  for (unsigned Group : {OPT_M_Group, OPT_d_Group, OPT_pedantic_Group,
                         OPT_Action_Group, OPT_offload_Group})
    if (O.matches(Group))
      return Use::None;
  if (O.matches(OPT_Preprocessor_Group))
    return Use::Settled;
  for (unsigned Group :
       {OPT_f_Group, OPT_f_clang_Group, OPT_m_Group, OPT_O_Group})
    if (O.matches(Group))
      return unwanted(O) ? Use::None : Use::Doubtful;
  return Use::None;
}

/// The same for what the command gives to clang's parser with -Xclang.
Use useInParser(const Option &O) {
  using namespace options;
  switch (O.getID()) {
  case OPT_INPUT:
  case OPT_UNKNOWN:
  case OPT_load:
  case OPT_plugin:
  case OPT_plugin_arg:
  case OPT_add_plugin:
  case OPT_dependency_file:
  case OPT_header_include_file:
  case OPT_diagnostic_serialized_file:
  case OPT_o:
  case OPT_x:
  case OPT_H:
    return Use::None;
  }
  for (unsigned Group : {OPT_Action_Group, OPT_M_Group, OPT_d_Group,
                         OPT_Diag_Group, OPT_DebugInfo_Group})
    if (O.matches(Group))
      return Use::None;
  if (unwanted(O))
    return Use::None;
  return O.matches(OPT_Preprocessor_Group) ? Use::Settled : Use::Doubtful;
}

class Picker {
public:
  explicit Picker(const clang::tooling::CompileCommand &Command)
      : Command(Command),
        File(absoluteIn(Command.Directory, Command.Filename)) {}

  CommandOptions pick() {
    if (Command.CommandLine.empty())
      return std::move(Result);
    Result.Compiler.push_back(Command.CommandLine.front());
    each(llvm::ArrayRef(Command.CommandLine).drop_front(), options::ClangOption,
         [&](const Arg &A, llvm::ArrayRef<std::string> W) { driver(A, W); });
    each(ForParser, options::CC1Option,
         [&](const Arg &A, llvm::ArrayRef<std::string> W) { parser(A, W); });
    for (const std::string &Header : Precompiled)
      if (!llvm::is_contained(Included, absoluteIn(Command.Directory, Header)))
        settle({"-Xclang", "-include", "-Xclang", Header});
    chooseInput();
    return std::move(Result);
  }

private:
  struct InputFile {
    std::string Name, Language;
  };

  /// Calls See with each option and the words that make it.
  void
  each(llvm::ArrayRef<std::string> Line, unsigned Visible,
       llvm::function_ref<void(const Arg &, llvm::ArrayRef<std::string>)> See) {
    std::vector<const char *> Texts;
    for (const std::string &Word : Line)
      Texts.push_back(Word.c_str());
    unsigned MissingIndex, MissingCount;
    InputArgList Args = driverOptions().ParseArgs(
        Texts, MissingIndex, MissingCount, Visibility(Visible));
    for (auto I = Args.begin(), E = Args.end(); I != E; ++I) {
      unsigned From = (*I)->getIndex();
      auto Next = std::next(I);
      unsigned To = Next != E      ? (*Next)->getIndex()
                    : MissingCount ? MissingIndex
                                   : Line.size();
      See(**I, Line.slice(From, To - From));
    }
  }

  void driver(const Arg &A, llvm::ArrayRef<std::string> Text) {
    using namespace options;
    const Option O = A.getOption().getUnaliasedOption();
    switch (O.getID()) {
    case OPT_INPUT:
      Inputs.push_back({A.getValue(), Language});
      return;
    case OPT__DASH_DASH:
      for (const char *Name : A.getValues())
        Inputs.push_back({Name, Language});
      return;
    case OPT_x:
      Language = A.getValue();
      return;
    case OPT_driver_mode:
      append(Result.Compiler, Text);
      return;
    case OPT_Xclang:
      ForParser.push_back(A.getValue());
      return;
    case OPT_include:
      // Not by the driver, which would take a precompiled header in its place.
      includes(A.getValue());
      settle({"-Xclang", "-include", "-Xclang", A.getValue()});
      return;
    case OPT_include_pch:
      precompiled(A.getValue());
      return;
    case OPT_fmodule_file:
      moduleFile(A.getValue(), Text);
      return;
    case OPT_nostdinc:
    case OPT_nostdincxx:
    case OPT_nostdlibinc:
      Result.OwnLibrary = true;
      break;
    case OPT_resource_dir:
      Result.HasResources = true;
      break;
    }
    add(useOf(O, A), Text);
  }

  void parser(const Arg &A, llvm::ArrayRef<std::string> Text) {
    const Option O = A.getOption().getUnaliasedOption();
    if (O.getID() == options::OPT_include_pch)
      return precompiled(A.getValue());
    if (O.getID() == options::OPT_include)
      includes(A.getValue());
    Words Passed;
    for (const std::string &Word : Text) {
      Passed.push_back("-Xclang");
      Passed.push_back(Word);
    }
    if (O.getID() == options::OPT_fmodule_file)
      return moduleFile(A.getValue(), Passed);
    add(useInParser(O), Passed);
  }

  void add(Use What, llvm::ArrayRef<std::string> Text) {
    switch (What) {
    case Use::None:
      return;
    case Use::Machine:
      return append(Result.Machine, Text);
    case Use::Settled:
      return append(Result.Settled, Text);
    case Use::Doubtful:
      Result.Doubtful.push_back(Text.vec());
    }
  }

  static void append(Words &To, llvm::ArrayRef<std::string> Text) {
    To.insert(To.end(), Text.begin(), Text.end());
  }
  void settle(const Words &Text) { append(Result.Settled, Text); }
  void includes(llvm::StringRef Header) {
    Included.push_back(absoluteIn(Command.Directory, Header));
  }
  bool exists(llvm::StringRef Name) const {
    return fs::exists(absoluteIn(Command.Directory, Name));
  }

  /// Another compiler's is of no use, and so is one of another version.
  void precompiled(llvm::StringRef Name) {
    llvm::SmallString<256> Header(Name);
    path::replace_extension(Header, "");
    if (exists(Header))
      Precompiled.push_back(Header.str().str());
    else if (exists(Name))
      settle({"-include-pch", Name.str()});
  }

  /// NAME=FILE or FILE. What was not built is only missed where it is imported.
  void moduleFile(llvm::StringRef Value, llvm::ArrayRef<std::string> Text) {
    llvm::StringRef Name =
        Value.contains('=') ? Value.split('=').second : Value;
    if (exists(Name))
      add(Use::Settled, Text);
  }

  /// Of several inputs (objects, libraries, values of options that clang does
  /// not have) the one that the entry is about.
  void chooseInput() {
    auto Same = [&](const InputFile &I) {
      return absoluteIn(Command.Directory, I.Name) == File;
    };
    auto Linked = [&](const InputFile &I) {
      return fs::equivalent(absoluteIn(Command.Directory, I.Name), File);
    };
    auto At = llvm::find_if(Inputs, Same);
    if (At == Inputs.end())
      At = llvm::find_if(Inputs, Linked);
    if (At != Inputs.end()) {
      Result.Input = At->Name;
      Result.Language = At->Language;
    } else {
      Result.Input = Command.Filename;
      Result.Language = Language;
    }
    if (Result.Language == "none")
      Result.Language.clear();
  }

  const clang::tooling::CompileCommand &Command;
  std::string File;
  std::string Language;
  std::vector<InputFile> Inputs;
  Words ForParser, Included, Precompiled;
  CommandOptions Result;
};

} // namespace

std::string absoluteIn(llvm::StringRef Directory, llvm::StringRef Name) {
  llvm::SmallString<256> Full;
  if (!path::is_absolute(Name))
    Full = Directory;
  path::append(Full, Name);
  (void)fs::make_absolute(Full);
  path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

CommandOptions optionsOf(const clang::tooling::CompileCommand &Command) {
  return Picker(Command).pick();
}

} // namespace trace_tidy
