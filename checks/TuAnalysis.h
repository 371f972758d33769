// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the check objects of one translation unit share: one run of the
// analysis, and who reports what of it.
#ifndef TRACE_TIDY_CHECKS_TUANALYSIS_H
#define TRACE_TIDY_CHECKS_TUANALYSIS_H

#include "analysis/finding/CheckOptions.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace clang {
class ASTContext;
namespace tidy {
class ClangTidyContext;
}
} // namespace clang

namespace trace_tidy {

/// Where a check takes the findings that are its own.
class FindingSink {
public:
  virtual ~FindingSink();
  virtual void report(const Finding &F, const clang::ASTContext &Context) = 0;
  /// Says that the configuration cannot be used.
  virtual void configurationError(llvm::StringRef Message) = 0;
  /// Says that part of the configuration is not used.
  virtual void warnOfConfiguration(llvm::StringRef Message) = 0;
};

/// clang-tidy makes new check objects for each translation unit and one context
/// for many of them, so checks find each other by the context, and this lives
/// as long as one of them does. Used by one thread at a time: clangd has one
/// context for each.
class TuAnalysis {
public:
  explicit TuAnalysis(clang::tidy::ClangTidyContext &Tidy) : Tidy(Tidy) {}
  static std::shared_ptr<TuAnalysis> of(clang::tidy::ClangTidyContext *Context);

  /// Enters a check before the analysis runs. Returns true for the first one,
  /// which calls run().
  bool join(CheckSettings Settings, FindingSink &Sink);
  void leave(FindingSink &Sink);

  /// What can be included in the translation unit that comes next.
  void findHeadersWith(HeaderLookup Lookup) { Headers = std::move(Lookup); }

  /// Runs the analysis and hands each finding to its check; does nothing when
  /// called again for the same translation unit.
  void run(clang::ASTContext &Context);

private:
  std::string programFile() const;

  struct Member {
    CheckSettings Settings;
    FindingSink *Sink;
  };
  clang::tidy::ClangTidyContext &Tidy;
  llvm::SmallVector<Member, 8> Members;
  HeaderLookup Headers;
  const clang::ASTContext *Seen = nullptr;
};

} // namespace trace_tidy

#endif
