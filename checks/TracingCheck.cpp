// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/TracingCheck.h"
#include "checks/TidyFixes.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace trace_tidy {

TracingCheck::TracingCheck(CheckId Which, llvm::StringRef Name,
                           tidy::ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Which(Which),
      Shared(TuAnalysis::of(Context)) {
  auto Lookup = [&](const OptionInfo &Option) -> std::optional<std::string> {
    std::optional<StringRef> Value = Option.MayBeGlobal
                                         ? Options.getLocalOrGlobal(Option.Name)
                                         : Options.get(Option.Name);
    return Value ? std::optional<std::string>(Value->str()) : std::nullopt;
  };
  Leads = Shared->join(readSettings(Which, Lookup,
                                    [&](const Twine &Error) {
                                      configurationDiag("%0") << Error.str();
                                    }),
                       *this);
}

TracingCheck::~TracingCheck() { Shared->leave(*this); }

bool TracingCheck::isLanguageVersionSupported(
    const LangOptions &Language) const {
  return Language.CPlusPlus;
}

void TracingCheck::registerPPCallbacks(const SourceManager &,
                                       Preprocessor *Preprocessor,
                                       clang::Preprocessor *) {
  if (Leads)
    Shared->findHeadersWith(headersOf(*Preprocessor));
}

void TracingCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  // Editors traverse the main file's declarations alone, without the
  // translation unit's own, so whichever comes first starts the analysis.
  if (!Leads)
    return;
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
  Finder->addMatcher(ast_matchers::functionDecl(), this);
}

void TracingCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  Shared->run(*Result.Context);
}

std::string TracingCheck::given(const OptionInfo &Option) const {
  std::optional<StringRef> Value = Option.MayBeGlobal
                                       ? Options.getLocalOrGlobal(Option.Name)
                                       : Options.get(Option.Name);
  return Value.value_or(Option.Default).str();
}

void TracingCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Map) {
  for (const OptionInfo &Option : checkOptions())
    if (hasOption(Which, Option))
      Options.store(Map, Option.Name, StringRef(given(Option)));
}

void TracingCheck::report(const Finding &F, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  SourceLocation At = locate(F.At, Sources);
  if (At.isInvalid())
    return; // in a file that this translation unit does not have
  // "%0": what a message quotes from the source may have a '%' in it.
  {
    DiagnosticBuilder Warning = diag(At, "%0");
    Warning << F.Message;
    for (const Edit &E : F.Edits) {
      SourceLocation Begin = locate(E.At, Sources);
      Warning << FixItHint::CreateReplacement(
          CharSourceRange::getCharRange(Begin,
                                        Begin.getLocWithOffset(E.Length)),
          E.Text);
    }
  }
  for (const Note &N : F.Notes) {
    SourceLocation Place = locate(N.At, Sources);
    if (Place.isValid())
      diag(Place, "%0", DiagnosticIDs::Note) << N.Message;
    else // of the program's other files
      diag(At, "%0 (%1:%2)", DiagnosticIDs::Note)
          << N.Message << N.At.File << N.At.Line;
  }
}

void TracingCheck::warnOfConfiguration(StringRef Message) {
  configurationDiag("%0", DiagnosticIDs::Warning) << Message;
}

void TracingCheck::configurationError(StringRef Message) {
  configurationDiag("%0", DiagnosticIDs::Error) << Message;
}

} // namespace trace_tidy
