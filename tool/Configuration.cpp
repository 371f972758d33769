// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Configuration.h"
#include "analysis/finding/Globs.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

using namespace clang::tidy;

namespace trace_tidy {

namespace {

llvm::Error failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string textOf(const llvm::SMDiagnostic &D) {
  return (D.getFilename() + ":" + llvm::Twine(D.getLineNo()) + ":" +
          llvm::Twine(D.getColumnNo() + 1) + ": error: " + D.getMessage())
      .str();
}

/// clang-tidy's search, with a parser of ours for the files: its own prints
/// errors and goes on without them.
class Search : public FileOptionsProvider {
public:
  using Parser =
      std::function<llvm::ErrorOr<ClangTidyOptions>(llvm::MemoryBufferRef)>;

  explicit Search(Parser Parse)
      : FileOptionsProvider({}, {}, {},
                            ConfigFileHandlers{{".clang-tidy", Parse}}) {
    FS = llvm::vfs::getRealFileSystem(); // this constructor leaves it null
  }
};

/// Unknown checks and options of ours, which would silently do nothing.
llvm::Error judge(const ClangTidyOptions &Options, llvm::StringRef Source) {
  if (Options.Checks)
    if (std::string Bad = CheckGlobs(*Options.Checks).unknown(/*All=*/false);
        !Bad.empty())
      return failure(Source + ": error: unknown check '" + Bad +
                     "' in Checks; see trace-tidy --list-checks");
  std::vector<std::string> Keys;
  for (const auto &Option : Options.CheckOptions)
    Keys.push_back(Option.getKey().str());
  llvm::sort(Keys);
  for (const std::string &Key : Keys)
    if (std::optional<std::string> Wrong = checkOptionKey(Key))
      return failure(Source + ": error: " + *Wrong);
  return llvm::Error::success();
}

} // namespace

std::string HeaderFilter::set(llvm::StringRef WantedText,
                              llvm::StringRef UnwantedText) {
  std::string Error;
  if (!WantedText.empty() && !Wanted.emplace(WantedText).isValid(Error))
    return "'" + WantedText.str() + "': " + Error;
  if (!UnwantedText.empty() && !Unwanted.emplace(UnwantedText).isValid(Error))
    return "'" + UnwantedText.str() + "': " + Error;
  return "";
}

bool HeaderFilter::shows(llvm::StringRef File) const {
  return (!Wanted || Wanted->match(File)) &&
         (!Unwanted || !Unwanted->match(File));
}

Configuration::Configuration(llvm::StringRef Checks,
                             llvm::StringRef HeaderFilterText)
    : Checks(Checks), HeaderFilterText(HeaderFilterText) {
  Provider = std::make_unique<Search>([this](llvm::MemoryBufferRef File)
                                          -> llvm::ErrorOr<ClangTidyOptions> {
    llvm::ErrorOr<ClangTidyOptions> Options =
        parseConfigurationWithDiags(File, [&](const llvm::SMDiagnostic &D) {
          ParseErrors.push_back(textOf(D));
        });
    if (Options)
      return Options;
    if (ParseErrors.empty())
      ParseErrors.push_back(
          (File.getBufferIdentifier() + ": error: not a configuration").str());
    return ClangTidyOptions();
  });
}

Configuration::~Configuration() = default;

llvm::Expected<FileConfiguration>
Configuration::of(llvm::StringRef AbsoluteFile) {
  std::string Directory = llvm::sys::path::parent_path(AbsoluteFile).str();
  auto Known = ByDirectory.find(Directory);
  if (Known != ByDirectory.end())
    return Known->second;
  llvm::Expected<FileConfiguration> New = read(AbsoluteFile);
  if (New)
    ByDirectory[Directory] = *New;
  return New;
}

llvm::Expected<FileConfiguration>
Configuration::read(llvm::StringRef AbsoluteFile) {
  ClangTidyOptions Merged;
  unsigned Order = 0;
  for (const auto &[Options, Source] : Provider->getRawOptions(AbsoluteFile)) {
    if (!ParseErrors.empty())
      return failure(ParseErrors.front());
    if (llvm::Error Bad = judge(Options, Source))
      return std::move(Bad);
    Merged.mergeWith(Options, ++Order);
  }

  std::string List = "tracing-*";
  if (!Checks.empty())
    List = CheckGlobs(Checks).beginsNegative() ? "tracing-*," + Checks : Checks;
  else if (Merged.Checks && CheckGlobs(*Merged.Checks).namesTracing())
    List = *Merged.Checks;
  CheckGlobs Enabled(List);

  FileConfiguration Result;
  llvm::Error Errors = llvm::Error::success();
  for (unsigned I = 0; I != NumChecks; ++I) {
    CheckId Id = static_cast<CheckId>(I);
    if (!Enabled.contains(checkName(Id)))
      continue;
    auto Lookup = [&](const OptionInfo &Option) -> std::optional<std::string> {
      auto Given =
          Merged.CheckOptions.find((checkName(Id) + "." + Option.Name).str());
      if (Given == Merged.CheckOptions.end() && Option.MayBeGlobal)
        Given = Merged.CheckOptions.find(Option.Name);
      if (Given == Merged.CheckOptions.end())
        return std::nullopt;
      return Given->second.Value;
    };
    Result.Checks.push_back(
        readSettings(Id, Lookup, [&](const llvm::Twine &Wrong) {
          Errors = llvm::joinErrors(
              std::move(Errors),
              failure(".clang-tidy of " + AbsoluteFile + ": error: " + Wrong));
        }));
  }
  if (Errors)
    return std::move(Errors);

  auto Headers = std::make_shared<HeaderFilter>();
  std::string Wrong =
      HeaderFilterText.empty()
          ? Headers->set(Merged.HeaderFilterRegex.value_or(""),
                         Merged.ExcludeHeaderFilterRegex.value_or(""))
          : Headers->set(HeaderFilterText, "");
  if (!Wrong.empty())
    return failure("error: header filter " + Wrong);
  Result.Headers = Headers;
  return Result;
}

} // namespace trace_tidy
