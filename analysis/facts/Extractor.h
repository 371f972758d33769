// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to facts/: what the extraction of one translation unit shares.
//
//   declarations ─▶ Extractor (which functions)
//                     ├▶ Lowering (one function: clang::CFG ─▶ Blocks)
//                     │    ├▶ LoweringScan      (locals, arms, discarded
//                     values) │    ├▶ LoweringBranch    (conditions) │    ├▶
//                     LoweringExpr      (data flow) │    ├▶ LoweringConstruct
//                     (constructors, moves) │    ├▶ LoweringCall      (calls)
//                     │    ├▶ LoweringMatch     (does a model entry apply)
//                     │    └▶ LoweringModel     (what it says, as Instrs)
//                     └▶ FixWriter (what would mend it: Function::Fixes)
//                          ├▶ FixWriterSpan, FixWriterInject, FixWriterHandler
//                          ├▶ FixSource         (what was written)
//                          └▶ EditContext       (what of the unit they need)
#ifndef TRACE_TIDY_ANALYSIS_FACTS_EXTRACTOR_H
#define TRACE_TIDY_ANALYSIS_FACTS_EXTRACTOR_H

#include "analysis/Analysis.h"
#include "analysis/facts/EditContext.h"
#include "analysis/facts/Facts.h"
#include "analysis/facts/Types.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseSet.h"

namespace trace_tidy {

class Extractor {
public:
  Extractor(clang::ASTContext &Context, const ModelSet &Models,
            HeaderLookup Headers, ExercisedEntries *Exercised)
      : Context(Context), Models(Models), SM(Context.getSourceManager()),
        TypeFacts(Models, SM), Edits(*this, std::move(Headers)),
        Exercised(Exercised) {}

  Summary run();

  /// Adds a function found on the way (a lambda, a member of a local class).
  void enqueue(const clang::FunctionDecl &F);
  void visitRecord(const clang::CXXRecordDecl &R);

  /// The place of L in a file: expansions of macros stand where they are
  /// written; 0 in macros of system headers and without a file.
  PlaceId place(clang::SourceLocation L);
  Sym sym(llvm::StringRef S) { return Tu.intern(S); }
  /// Names and keys are asked for often.
  const std::string &nameOf(const clang::NamedDecl &D);
  Sym keyOf(const clang::FunctionDecl &D);
  Sym keyOf(const clang::CXXRecordDecl &D);

  /// Entries whose names fit F or a method it overrides; conditions are not
  /// looked at.
  llvm::ArrayRef<std::pair<const Entry *, const std::string *>>
  entriesFor(const clang::FunctionDecl &F);

  clang::ASTContext &Context;
  const ModelSet &Models;
  const clang::SourceManager &SM;
  Types TypeFacts;
  EditContext Edits;
  Summary Tu;
  ExercisedEntries *Exercised;

  /// The functions that are known so far.
  llvm::ArrayRef<const clang::FunctionDecl *> functions() const {
    return Queue;
  }

private:
  void visitContext(const clang::DeclContext &C);
  void visitDecl(const clang::Decl &D);
  void visitFunction(const clang::FunctionDecl &F);
  void lowerFunction(const clang::FunctionDecl &F);
  void describeSignature(const clang::FunctionDecl &F, Function &Out);
  bool markedUntraced(const clang::FunctionDecl &F);

  std::vector<const clang::FunctionDecl *> Queue;
  llvm::DenseSet<const clang::Decl *> Seen;
  llvm::DenseMap<const clang::NamedDecl *, std::string> QualifiedNames;
  llvm::DenseMap<const clang::Decl *, Sym> Keys;
  llvm::DenseMap<const clang::FunctionDecl *,
                 std::vector<std::pair<const Entry *, const std::string *>>>
      Entries;
  llvm::DenseMap<unsigned, PlaceId> PlaceIds;
  llvm::DenseMap<clang::FileID, Sym> FileNames;
  llvm::DenseMap<clang::FileID, bool> FilesWithMarker;
};

} // namespace trace_tidy

#endif
