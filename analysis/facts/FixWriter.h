// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to facts/: writes what the source of one function would have to
// become where a gap may be found (Function::Fixes). All edits wrap an
// expression or insert a statement, so that several of them, in any
// combination, can be applied together.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_FIXWRITER_H
#define TRACE_TIDY_ANALYSIS_FACTS_FIXWRITER_H

#include "analysis/facts/EditContext.h"
#include "analysis/facts/Extractor.h"
#include "clang/AST/ParentMap.h"

namespace trace_tidy {

class FixWriter {
public:
  FixWriter(Extractor &X, const clang::FunctionDecl &F, Function &Out);

  /// A call that may be found to be a gap. At: where that would be said.
  struct Call {
    const clang::Expr *E = nullptr;
    const clang::FunctionDecl *Callee = nullptr;
    llvm::SmallVector<const clang::Expr *, 6> Args;
    PlaceId At = 0;
    std::string System; // http, rpc, messaging, database, cache or ""
  };
  /// A list of headers that was linked to a carrier.
  struct Link {
    const clang::Expr *Carrier;
    const clang::Expr *Headers;
  };

  /// Injects into the carrier that this call sends. Carrier null: the overload
  /// takes none. In: the index of its argument. Blocks: it has been sent when
  /// the call returns.
  void injection(const Call &Site, const clang::Expr *Carrier, int In,
                 bool Blocks, llvm::ArrayRef<Link> Links);
  /// Injects into what a function of the project is handed for a carrier.
  void handedOver(const Call &Site);
  /// A span of that kind around the call. Blocks: it returns when it is done.
  /// Sends: something may have to be injected into what it sends. Named: the
  /// call by which the span is named.
  void span(const Call &Site, EditKind Kind, bool Blocks, bool Wait, bool Sends,
            const Call &Named);
  /// A server span at the top of the function.
  void handlerSpan(PlaceId At);
  /// The remote parent for the span that this call starts.
  void remoteParent(const Call &Site, const clang::Expr *Options);
  /// A name for the scope, or a home for the changed copy, that E drops.
  void discarded(const clang::Expr *E, const clang::Expr *Statement, bool Scope,
                 PlaceId At);

  /// Whether Part is Whole or stands in it.
  static bool isPartOf(const clang::Expr &Part, const clang::Expr &Whole);

private:
  struct Range {
    clang::SourceLocation Begin, End; // End: behind the last character
  };
  using Values = std::map<std::string, std::string>;

  std::optional<Range> expansion(clang::SourceLocation Begin,
                                 clang::SourceLocation Last);
  std::optional<Range> range(const clang::Stmt *S, bool Argument = false);
  size_t lineStart(clang::SourceLocation At);
  std::string indentation(clang::SourceLocation At);
  std::string text(const clang::Stmt *S);
  std::string text(const clang::TypeSourceInfo &Type);
  const clang::VarDecl *constructed(const clang::CXXConstructExpr &E);
  std::optional<Range> initializer(const clang::VarDecl &V);
  std::string requestName(Fix &To);
  bool nameSpan(const EditModel &Code, const clang::Stmt *At, Values &Fill,
                Fix &To);
  bool hidden(llvm::StringRef Name, const clang::Stmt *At,
              const clang::VarDecl *V);
  const clang::VarDecl *spanVariable(const clang::Stmt *At);
  std::string spanInScope(const clang::Stmt *At);
  std::string tracerInScope(const clang::Stmt *At, clang::FileID File);
  const clang::VarDecl *
  variableInScope(const clang::Stmt *At,
                  llvm::function_ref<bool(const clang::VarDecl &)> Wanted);
  bool visible(const clang::Expr *E, const clang::Stmt *From);
  const clang::Stmt *blockOf(const clang::Stmt *S);
  static unsigned writtenArguments(const Call &Site);
  Refusal intoCarrier(const Call &Site, const clang::Expr *Carrier, int In,
                      bool Blocks, llvm::ArrayRef<Link> Links, Fix &Made);
  Refusal linkedHeaders(const Call &Site, const clang::Expr *Carrier,
                        llvm::ArrayRef<Link> Links, std::string &To);
  Refusal byOverload(const Call &Site, clang::FileID File, Fix &Made);
  bool takesHeaders(const clang::FunctionDecl &Other, unsigned Index,
                    const Call &Site, unsigned Written);
  Refusal withHeaders(const clang::FunctionDecl &Other, unsigned Index,
                      const Call &Site, unsigned Written, clang::FileID File,
                      Fix &Made);
  Refusal fromArguments(const clang::FunctionDecl &Other, unsigned Kept,
                        const Call &Site, unsigned Written, clang::FileID File,
                        Fix &Made);
  const clang::Stmt *statementAround(const clang::Expr *E,
                                     clang::SourceLocation &Before);
  Fix ownWay(PlaceId At, const clang::FunctionDecl &Helper, unsigned Flags);
  std::string callOf(const clang::FunctionDecl &Helper,
                     const std::string &Carrier, bool Pointer);
  void byHelper(PlaceId At, const clang::Expr *Carrier, const clang::Expr *Use);
  void byHelperInPlace(PlaceId At, const clang::Expr *Carrier);
  void writeSpan(const Call &Site, const EditModel &Code, const clang::Expr *E,
                 const clang::VarDecl *Variable, Range At, bool Remote,
                 llvm::StringRef Name, llvm::StringRef Parameter = "");
  bool handedOut(const clang::ValueDecl &V);
  std::string unusedName(llvm::StringRef Wanted);
  std::string spanName(const Call &Site, bool Wait);
  void wrapInjected(const clang::Expr *Carrier, const KnownCarrier &Known,
                    Range At, llvm::StringRef Headers,
                    clang::QualType Parameter, Fix &To);
  void inPlaceOfDefault(const Call &Site, int In, const KnownCarrier &Known);
  const std::string &handlerVariable();
  static clang::QualType parameter(const Call &Site, int In);
  std::string visibleHere(std::string Code);
  bool switchBehind(const clang::Stmt *S);

  void change(Fix &To, clang::SourceLocation At, unsigned Length,
              llvm::StringRef Text);
  bool includes(Fix &To, clang::FileID File,
                std::initializer_list<std::string> Headers);
  void done(Fix Made);
  void refuse(FixKind Kind, PlaceId At, Refusal Why);

  Extractor &X;
  const clang::FunctionDecl &F;
  Function &Out;
  EditContext &Edits;
  const clang::SourceManager &SM;
  const clang::LangOptions &Language;
  Refusal WhyNoRange = Refusal::Macro; // of the last range() that had none
  std::vector<std::string> Given;      // names that fixes brought
  std::string RequestName;             // of a parameter without one
  std::string HandlerVariable;         // of the span at the top, once asked
  std::unique_ptr<clang::ParentMap> Parents; // of the body, when it is asked
  const clang::ParentMap &parents();
};

} // namespace trace_tidy

#endif
