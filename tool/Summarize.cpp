// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Summarize.h"
#include "analysis/Analysis.h"
#include "analysis/model/ModelSet.h"
#include "analysis/summary/Codec.h"
#include "analysis/summary/Hash.h"
#include "analysis/summary/Link.h"
#include "tool/Cache_generated.h"
#include "tool/CompileCommand.h"
#include "tool/TranslationUnit.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

namespace fb = flatbuffers;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace trace_tidy {

namespace {

/// This very program and the clang in it: a rebuilt tool reads anew.
const std::string &toolIdentity() {
  static const std::string Identity = [] {
    std::string Self =
        fs::getMainExecutable(nullptr, reinterpret_cast<void *>(&cacheKey));
    std::string Result = clang::getClangFullVersion();
    if (auto Text = llvm::MemoryBuffer::getFile(Self))
      Result += "/" + llvm::utohexstr(hashBytes((*Text)->getBuffer()));
    // What the compiler looks at besides its command.
    for (const char *Name :
         {"CPATH", "CPLUS_INCLUDE_PATH", "C_INCLUDE_PATH", "GCC_EXEC_PREFIX"})
      Result += "/" + llvm::sys::Process::GetEnv(Name).value_or("");
    return Result;
  }();
  return Identity;
}

uint64_t commandHash(const clang::tooling::CompileCommand &Command) {
  return hashBytes(Command.Directory + '\n' +
                   llvm::join(sameReading(Command), "\n"));
}

/// What the unit is read with, or why it cannot be: what is not there yet makes
/// another key than the same when it is.
std::string argumentsText(const clang::tooling::CompileCommand &Command) {
  llvm::Expected<std::vector<std::string>> Arguments = argumentsFor(Command);
  return Arguments ? llvm::join(*Arguments, "\n")
                   : "error: " + llvm::toString(Arguments.takeError());
}

} // namespace

std::string keyOf(const UnitInputs &Unit) {
  std::string Models = llvm::utohexstr(Unit.Models->fingerprint());
  std::string Arguments = argumentsText(Unit.Command);
  std::string Folders = llvm::join(Unit.ProjectFolders, "\n");
  return cacheKey({toolIdentity(), Models, Unit.Command.Directory,
                   Unit.Command.Filename, Arguments, Folders});
}

std::vector<std::string>
projectFolders(const clang::tooling::CompileCommand &Command) {
  for (llvm::StringRef Folder = path::parent_path(Command.Filename);
       !Folder.empty(); Folder = path::parent_path(Folder)) {
    for (llvm::StringRef Sign : {".git", ".hg", ".trace-tidy.yaml"}) {
      llvm::SmallString<256> Name(Folder);
      path::append(Name, Sign);
      if (fs::exists(Name))
        return {Folder.rtrim('/').str() + "/",
                llvm::StringRef(Command.Directory).rtrim('/').str() + "/"};
    }
    if (Folder == path::root_path(Folder))
      break;
  }
  return {};
}

llvm::Expected<Summarized> summarize(const UnitInputs &Unit, FileStore &Files) {
  auto Disk = llvm::makeIntrusiveRefCnt<RecordedFiles>(Files);
  ParseOptions Options;
  Options.Files = Disk;
  Options.Models = Unit.Models.get();
  Options.ProjectFolders = Unit.ProjectFolders;
  Options.LeaveMemory = true;
  Summary Facts;
  ParseStatus Status = parseTranslationUnit(
      Unit.Command, Options,
      [&](clang::ASTContext &Context, clang::Preprocessor &Pp) {
        Facts = extractFacts(Context, *Unit.Models, headersOf(Pp));
      });
  Summarized Result;
  Result.From = {Disk->read(), Disk->missing()};
  Result.Crashed = Status.Crashed;
  for (auto &[Path, Hash] : Result.From.Files)
    Facts.Files.push_back({Facts.intern(Path), Hash});
  Facts.Units.push_back({Facts.intern(Unit.Command.Filename),
                         commandHash(Unit.Command),
                         Facts.intern(Status.FirstError), Status.Errors});
  llvm::Expected<std::string> Bytes = writeSummary(canonical(std::move(Facts)));
  if (!Bytes)
    return Bytes.takeError();
  Result.Bytes = std::move(*Bytes);
  return Result;
}

std::string failedSummary(const UnitInputs &Unit, llvm::StringRef Why) {
  Summary Facts;
  Facts.Units.push_back({Facts.intern(Unit.Command.Filename),
                         commandHash(Unit.Command), Facts.intern(Why), 1});
  return llvm::cantFail(writeSummary(canonical(std::move(Facts))));
}

namespace {
std::string pack(const Summarized &S) {
  fb::FlatBufferBuilder Out(S.Bytes.size() + (1 << 16));
  std::vector<fb::Offset<format::Dependency>> Files;
  for (auto &[Path, Hash] : S.From.Files)
    Files.push_back(
        format::CreateDependency(Out, Out.CreateString(Path), Hash));
  auto Missing = Out.CreateVectorOfStrings(S.From.Missing);
  auto Bytes = Out.CreateVector(
      reinterpret_cast<const uint8_t *>(S.Bytes.data()), S.Bytes.size());
  Out.Finish(format::CreateParsed(Out, Bytes, Out.CreateVector(Files), Missing,
                                  S.Crashed));
  return {reinterpret_cast<const char *>(Out.GetBufferPointer()),
          Out.GetSize()};
}

std::optional<Summarized> unpack(llvm::StringRef Bytes) {
  const auto *Data = reinterpret_cast<const uint8_t *>(Bytes.data());
  fb::Verifier Verify(Data, Bytes.size(), 16, 10'000'000);
  if (!Verify.VerifyBuffer<format::Parsed>())
    return std::nullopt;
  const auto *P = fb::GetRoot<format::Parsed>(Data);
  Summarized Result;
  Result.Crashed = P->crashed();
  Result.Bytes.assign(P->summary()->begin(), P->summary()->end());
  for (const format::Dependency *D : *P->files())
    Result.From.Files.push_back({D->path()->str(), D->hash()});
  for (const fb::String *Name : *P->missing())
    Result.From.Missing.push_back(Name->str());
  return Result;
}

} // namespace

std::string handBack(const UnitInputs &Unit, FileStore &Files) {
  llvm::Expected<Summarized> S = summarize(Unit, Files);
  return S ? "S" + pack(*S) : "E" + llvm::toString(S.takeError());
}

llvm::Expected<Summarized> takeOver(const WorkerResult &Worked) {
  auto Failure = [](const llvm::Twine &Why) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(), Why);
  };
  if (!Worked.Failure.empty())
    return Failure(Worked.Failure);
  llvm::StringRef Output = Worked.Output;
  if (!Output.consume_front("S"))
    return Failure(Output.drop_front());
  // A buffer of its own: the format's offsets count from an aligned start.
  if (std::optional<Summarized> S = unpack(std::string(Output)))
    return std::move(*S);
  return Failure("what the worker handed back cannot be read");
}

} // namespace trace_tidy
