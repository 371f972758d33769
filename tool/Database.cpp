// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Database.h"
#include "tool/CommandOptions.h"
#include "tool/CompileCommand.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"
#include <set>

using namespace clang::tooling;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace trace_tidy {

namespace {

constexpr llvm::StringLiteral FileName = "compile_commands.json";
constexpr llvm::StringLiteral HowToMake =
    "cmake makes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, `bear -- make` "
    "for other builds; for one file give its flags: trace-tidy check FILE -- "
    "FLAGS";

llvm::Error failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string absolute(llvm::StringRef Name, llvm::StringRef Directory = "") {
  return absoluteIn(Directory, Name);
}

std::string real(llvm::StringRef Name) {
  llvm::SmallString<256> Full;
  return fs::real_path(Name, Full) ? absolute(Name) : Full.str().str();
}

llvm::Expected<std::string> findDatabase(llvm::StringRef Given) {
  if (!Given.empty()) {
    if (!fs::exists(Given))
      return failure("no such directory: " + Given + " (given with -p); " +
                     HowToMake);
    if (!fs::is_directory(Given))
      return Given.str();
    llvm::SmallString<256> File(Given);
    path::append(File, FileName);
    if (!fs::exists(File))
      return failure("no " + FileName + " in " + Given + "; " + HowToMake);
    return File.str().str();
  }
  for (llvm::SmallString<256> Directory(absolute("x"));
       path::has_parent_path(Directory);) {
    path::remove_filename(Directory);
    for (llvm::StringRef Below : {"", "build"}) {
      llvm::SmallString<256> File(Directory);
      path::append(File, Below, FileName);
      if (fs::exists(File))
        return File.str().str();
    }
  }
  return failure("no " + FileName +
                 " in the current directory or above; name "
                 "the build directory with -p. " +
                 HowToMake);
}

/// Text as clang's own reader takes it, which does not say where it is no list
/// of compile commands, and wants directories that are absolute.
llvm::Expected<std::string> readEntries(llvm::StringRef Text,
                                        llvm::StringRef File) {
  llvm::Expected<llvm::json::Value> Json = llvm::json::parse(Text);
  if (!Json)
    return failure(File +
                   ": not valid JSON: " + llvm::toString(Json.takeError()) +
                   "; make the database again");
  llvm::json::Array *Entries = Json->getAsArray();
  if (!Entries)
    return failure(File + ": not a compilation database: expected a list of "
                          "compile commands");
  if (Entries->empty())
    return failure(File + ": the database is empty: it names no file");
  const std::string Folder = absolute(path::parent_path(absolute(File)));
  bool Changed = false;
  for (size_t I = 0; I != Entries->size(); ++I) {
    llvm::json::Object *Entry = (*Entries)[I].getAsObject();
    auto Bad = [&](llvm::StringRef What) {
      return failure(File + ": entry " + llvm::Twine(I + 1) + ": " + What);
    };
    if (!Entry)
      return Bad("expected an object");
    for (llvm::StringRef Key : {"file", "directory"})
      if (!Entry->getString(Key))
        return Bad(("needs the key '" + Key + "'").str());
    if (!Entry->getString("command") && !Entry->getArray("arguments"))
      return Bad("needs the key 'command' or 'arguments'");
    llvm::StringRef Directory = *Entry->getString("directory");
    if (!path::is_absolute(Directory)) {
      (*Entry)["directory"] = absolute(Directory, Folder);
      Changed = true;
    }
  }
  return Changed ? llvm::formatv("{0}", *Json).str() : Text.str();
}

/// The commands of another database, without launchers and response files.
class PlainDatabase : public CompilationDatabase {
public:
  explicit PlainDatabase(std::unique_ptr<CompilationDatabase> Base)
      : Base(std::move(Base)) {}

  std::vector<CompileCommand>
  getCompileCommands(llvm::StringRef File) const override {
    return plain(Base->getCompileCommands(File));
  }
  std::vector<std::string> getAllFiles() const override {
    return Base->getAllFiles();
  }
  std::vector<CompileCommand> getAllCompileCommands() const override {
    return plain(Base->getAllCompileCommands());
  }

private:
  static std::vector<CompileCommand> plain(std::vector<CompileCommand> All) {
    for (CompileCommand &Command : All) {
      dropLaunchers(Command.CommandLine);
      expandResponseFiles(Command);
    }
    return All;
  }

  std::unique_ptr<CompilationDatabase> Base;
};

std::unique_ptr<CompilationDatabase>
expanded(std::unique_ptr<CompilationDatabase> Database) {
  // So that the target in a cross-compiler's name is known for one.
  llvm::InitializeAllTargetInfos();
  return inferTargetAndDriverMode(
      std::make_unique<PlainDatabase>(std::move(Database)));
}

} // namespace

llvm::Expected<std::unique_ptr<CompilationDatabase>>
loadDatabase(llvm::StringRef Path) {
  llvm::Expected<std::string> File = findDatabase(Path);
  if (!File)
    return File.takeError();
  auto Buffer = llvm::MemoryBuffer::getFile(*File);
  if (!Buffer)
    return failure(*File + ": cannot be read: " + Buffer.getError().message());
  llvm::Expected<std::string> Text = readEntries((*Buffer)->getBuffer(), *File);
  if (!Text)
    return Text.takeError();
  std::string Message;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromBuffer(
          *Text, Message, JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return failure(*File + ": " + Message);
  return expanded(std::move(Database));
}

std::unique_ptr<CompilationDatabase>
fixedDatabase(std::vector<std::string> Flags) {
  return expanded(std::make_unique<FixedCompilationDatabase>(absolute("."),
                                                             std::move(Flags)));
}

llvm::Expected<Selection> select(const CompilationDatabase &Database,
                                 bool Fixed, llvm::ArrayRef<std::string> Files,
                                 std::vector<std::string> *Headers) {
  std::vector<CompileCommand> Commands;
  llvm::Error Errors = llvm::Error::success();
  auto Complain = [&](const llvm::Twine &Message) {
    Errors = llvm::joinErrors(std::move(Errors), failure(Message));
  };
  std::vector<CompileCommand> All;
  if (!Fixed)
    All = Database.getAllCompileCommands();
  auto Append = [&](llvm::ArrayRef<CompileCommand> More) {
    Commands.insert(Commands.end(), More.begin(), More.end());
    return !More.empty();
  };

  if (Files.empty())
    Commands = All;
  for (const std::string &Name : Files) {
    std::string File = absolute(Name);
    if (!fs::exists(File)) {
      // The database may name what the build generates: its unit will fail.
      if (Fixed || !Append(Database.getCompileCommands(File)))
        Complain("no such file: " + Name);
    } else if (fs::is_directory(File)) {
      if (Fixed) {
        Complain(Name + " is a directory, not a source file");
        continue;
      }
      std::string Prefix = real(File) + "/";
      std::vector<CompileCommand> Below;
      llvm::copy_if(
          All, std::back_inserter(Below), [&](const CompileCommand &Command) {
            return llvm::StringRef(
                       real(absolute(Command.Filename, Command.Directory)))
                .starts_with(Prefix);
          });
      if (!Append(Below))
        Complain("no file below " + Name + " is in the compilation database");
    } else if (!fs::is_regular_file(File)) {
      Complain(Name + " is not a regular file");
    } else if (!Append(Database.getCompileCommands(File)) &&
               !Append(Database.getCompileCommands(real(File)))) {
      if (Headers) {
        Headers->push_back(real(File));
        continue;
      }
      Complain(Name +
               " is not in the compilation database (a header is read "
               "with the sources that include it); for a file of its "
               "own give flags: trace-tidy check " +
               Name + " -- FLAGS");
    }
  }
  if (Errors)
    return std::move(Errors);

  Selection Result;
  std::set<std::pair<std::string, std::vector<std::string>>> Seen;
  for (CompileCommand &Command : Commands) {
    if (!isCxx(Command)) {
      ++Result.NotCxx;
      continue;
    }
    Command.Filename = absolute(Command.Filename, Command.Directory);
    if (Seen.emplace(Command.Directory + '\n' + Command.Filename,
                     sameReading(Command))
            .second)
      Result.Units.push_back(std::move(Command));
  }
  return Result;
}

} // namespace trace_tidy
