// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/OptionProbe.h"
#include "analysis/compat/DriverCompat.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <mutex>

using namespace clang;

namespace trace_tidy {

namespace {

struct Answer {
  bool Taken = false;      // no error, and clang has the target
  bool HasLibrary = false; // the target's C++ and C headers are there
};

Answer ask(const Words &Line, llvm::StringRef Directory) {
  Answer Result;
  auto Disk = llvm::vfs::createPhysicalFileSystem();
  if (Disk->setCurrentWorkingDirectory(Directory))
    return Result;
  std::vector<const char *> Args;
  for (const std::string &Word : Line)
    Args.push_back(Word.c_str());
  for (const char *Word : {"-fsyntax-only", "-xc++", "/dev/null"})
    Args.push_back(Word);
  DiagnosticConsumer Count;
  compat::Diagnostics Diagnostics(Count);
  CreateInvocationOptions How;
  How.Diags = Diagnostics.engine();
  How.VFS = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>(Disk.release());
  std::unique_ptr<CompilerInvocation> Invocation = createInvocation(Args, How);
  if (!Invocation)
    return Result;
  Result.Taken =
      compat::hasTarget(*How.Diags, *Invocation) && Count.getNumErrors() == 0;
  bool Cxx = false, Machine = false, C = false;
  for (const auto &Entry : Invocation->getHeaderSearchOpts().UserEntries) {
    auto Has = [&](llvm::StringRef Name) {
      llvm::SmallString<256> File(Entry.Path);
      llvm::sys::path::append(File, Name);
      return How.VFS->exists(File);
    };
    Cxx |= Has("vector");
    // Of libstdc++ and libc++ the part that is made for one machine.
    Machine |= Has("bits/c++config.h") || Has("__config");
    C |= Has("time.h"); // which no C++ library has a copy of
  }
  Result.HasLibrary = Cxx && Machine && C;
  return Result;
}

/// Remembers, since the commands of a project repeat the same options.
Answer answer(const Words &Line, llvm::StringRef Directory) {
  static std::mutex Guard;
  static llvm::StringMap<Answer> Known;
  // The directory matters for paths alone.
  bool HasPath = llvm::any_of(llvm::drop_begin(Line), [](llvm::StringRef Word) {
    return Word.find_first_of("/.") != llvm::StringRef::npos;
  });
  std::string Key = llvm::join(Line, "\n") + "\n\n";
  if (HasPath)
    Key += Directory;
  {
    std::lock_guard<std::mutex> Lock(Guard);
    if (auto At = Known.find(Key); At != Known.end())
      return At->second;
  }
  Answer New = ask(Line, Directory);
  std::lock_guard<std::mutex> Lock(Guard);
  return Known[Key] = New;
}

Words operator+(Words A, llvm::ArrayRef<std::string> B) {
  A.insert(A.end(), B.begin(), B.end());
  return A;
}

} // namespace

Words acceptedBy(const CommandOptions &Options, llvm::StringRef Directory) {
  auto Taken = [&](const Words &Line) { return answer(Line, Directory).Taken; };

  Words Base = Options.Compiler + Options.Machine;
  if (!Options.Machine.empty()) {
    Answer Wanted = answer(Base, Directory);
    if (!Wanted.Taken || (!Wanted.HasLibrary && !Options.OwnLibrary &&
                          answer(Options.Compiler, Directory).HasLibrary))
      Base = Options.Compiler;
  }

  Words All = Base;
  for (const Words &Option : Options.Doubtful)
    All = std::move(All) + Option;
  if (!Taken(All)) {
    std::vector<Words> Kept;
    llvm::copy_if(Options.Doubtful, std::back_inserter(Kept),
                  [&](const Words &Option) { return Taken(Base + Option); });
    All = Base;
    for (const Words &Option : Kept)
      All = std::move(All) + Option;
    if (!Taken(All)) {
      All = Base;
      for (const Words &Option : Kept)
        if (Taken(All + Option))
          All = std::move(All) + Option;
    }
  }
  return std::move(All) + Options.Settled;
}

} // namespace trace_tidy
