// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The clang-tidy side of every check: reads options and turns findings into
// diagnostics. It decides nothing.
#ifndef TRACE_TIDY_CHECKS_TRACINGCHECK_H
#define TRACE_TIDY_CHECKS_TRACINGCHECK_H

#include "checks/TuAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"

namespace trace_tidy {

class TracingCheck : public clang::tidy::ClangTidyCheck, FindingSink {
public:
  TracingCheck(CheckId Which, llvm::StringRef Name,
               clang::tidy::ClangTidyContext *Context);
  ~TracingCheck() override;

  bool
  isLanguageVersionSupported(const clang::LangOptions &Language) const override;
  void registerPPCallbacks(const clang::SourceManager &Sources,
                           clang::Preprocessor *Preprocessor,
                           clang::Preprocessor *ModuleExpander) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override;

private:
  void report(const Finding &F, const clang::ASTContext &Context) override;
  void configurationError(llvm::StringRef Message) override;
  void warnOfConfiguration(llvm::StringRef Message) override;
  std::string given(const OptionInfo &Option) const;

  CheckId Which;
  std::shared_ptr<TuAnalysis> Shared;
  bool Leads;
};

/// One class a check, as clang-tidy's factories want it.
template <CheckId Id> class TracingCheckOf : public TracingCheck {
public:
  TracingCheckOf(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context)
      : TracingCheck(Id, Name, Context) {}
};

} // namespace trace_tidy

#endif
