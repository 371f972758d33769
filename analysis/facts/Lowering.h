// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to facts/: turns one function body into Blocks of Instrs.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_LOWERING_H
#define TRACE_TIDY_ANALYSIS_FACTS_LOWERING_H

#include "analysis/facts/Extractor.h"
#include "analysis/facts/FixWriter.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"

namespace trace_tidy {

/// Adds the bodies of lambdas in E to the work of X.
void enqueueLambdas(const clang::Stmt &E, Extractor &X);

class Lowering {
public:
  Lowering(Extractor &X, const clang::FunctionDecl &F, Function &Out)
      : X(X), F(F), Out(Out) {}

  /// False when nothing could be made of the body.
  bool run();

private:
  /// A call or construction in the form that models are matched against.
  struct CallSite {
    const clang::Expr *E = nullptr;
    const clang::FunctionDecl *Callee = nullptr;
    Slot This = 0;
    llvm::SmallVector<const clang::Expr *, 6> ArgExprs;
    llvm::SmallVector<Slot, 6> Args;
    Slot Result = 0;
    clang::SourceLocation Loc;
  };

  /// What may have to be mended; written when the whole body is known.
  struct Mending {
    FixKind Kind;
    FixWriter::Call Site;
    const clang::Expr *Part =
        nullptr;       // the carrier, the options, the statement
    int Argument = -1; // that Part is
    EditKind Span = EditKind::InternalSpan;
    bool Blocks = true;
    bool Wait = false;
    bool Sends = false;
    bool HandedOver = false;
    bool Scope = false;
    const FixWriter::Call *Named = nullptr; // the call that the span measures
  };

  // LoweringScan.cpp
  void scan(const clang::Stmt *S);
  void leaveOut(const clang::Stmt *S);
  bool damaged(const clang::Stmt *S);
  void checkDiscarded(const clang::Expr *E,
                      const clang::Expr *Statement = nullptr);

  // Lowering.cpp: the graph, statements.
  void lowerElement(const clang::CFGElement &Element);
  void lowerStmt(const clang::Stmt *S);
  void lowerVar(const clang::VarDecl &V);
  void lowerInitializer(const clang::CXXCtorInitializer &Init);

  // LoweringBranch.cpp
  /// A switch as a chain of comparisons, each in a block of its own.
  void
  lowerSwitch(const clang::CFGBlock &B, const clang::SwitchStmt &S,
              const llvm::DenseMap<const clang::CFGBlock *, uint32_t> &Number,
              Block &To, std::vector<Block> &Further);
  void lowerTerminator(const clang::CFGBlock &B, Block &Out);
  void describeCondition(const clang::Expr *E, Branch &Out);
  std::string assumption(const clang::Expr *E);

  // LoweringExpr.cpp: data flow.
  Slot eval(const clang::Expr *E);
  Slot evalFresh(const clang::Expr *E);
  Slot evalKind(const clang::Expr *E);
  void forget(const clang::Expr &E);
  Slot evalConstant(const clang::Expr *E);
  Slot evalDeclRef(const clang::DeclRefExpr &E);
  Slot evalMember(const clang::MemberExpr &E);
  Slot evalInitList(const clang::InitListExpr &E);
  Slot evalLambda(const clang::LambdaExpr &E);
  void assign(const clang::Expr *Lhs, Slot Value);
  void store(const clang::Expr *Lhs, Slot Value);

  // LoweringConstruct.cpp
  Slot evalConstruct(const clang::CXXConstructExpr &E, Slot Target);
  const clang::Expr *movedFrom(const clang::Expr *E);
  bool modelled(const clang::CXXConstructExpr &E);

  // LoweringCall.cpp
  const clang::FunctionDecl *pointedTo(const clang::Expr *E);
  const clang::FunctionDecl *modelledOfType(clang::QualType T);
  Slot evalCall(const clang::CallExpr &E);
  Slot evalOperator(const clang::CXXOperatorCallExpr &E, CallSite &Site);
  Slot finishCall(CallSite &Site);
  void emitUnmodelled(CallSite &Site);
  void emitLibraryFlow(CallSite &Site);
  uint32_t mutableMask(const CallSite &Site);

  // LoweringMatch.cpp
  bool applies(const Entry &E, const CallSite &Site);
  bool holds(const Condition &C, const CallSite &Site);
  static int lastWritten(const CallSite &Site);
  int argumentOfType(llvm::StringRef Name, const CallSite &Site);
  Slot slotAt(const PlaceRef &P, const CallSite &Site);
  const clang::Expr *exprAt(const PlaceRef &P, const CallSite &Site);
  std::string literalAt(const PlaceRef &P, const CallSite &Site);

  // LoweringModel.cpp
  bool applyEntry(const Entry &E, CallSite &Site);
  void emitMake(const Entry &E, CallSite &Site);
  void emitSend(const Entry &E, CallSite &Site);
  void emitHandler(const Entry &E, CallSite &Site);
  void emitSpanStart(const Entry &E, CallSite &Site);

  Mending &mend(FixKind Kind, const CallSite &Site);
  void writeFixes();

  // Building blocks.
  Slot temporary() { return NextSlot++; }
  Slot slotOf(const clang::VarDecl &V);
  Instr &emit(Op Code, clang::SourceLocation L, Slot Result = 0,
              llvm::ArrayRef<Slot> Args = {});
  Slot emitResult(Op Code, clang::SourceLocation L,
                  llvm::ArrayRef<Slot> Args = {}, llvm::StringRef Name = "");
  bool isProject(const clang::FunctionDecl &D);

  Extractor &X;
  const clang::FunctionDecl &F;
  Function &Out;
  Block *Current = nullptr;
  Slot NextSlot = 2;
  llvm::DenseMap<const clang::VarDecl *, Slot> Variables;
  llvm::DenseMap<const clang::Expr *, Slot> Memo;
  /// Arms of conditional operators, and the slot where both meet.
  llvm::DenseMap<const clang::Expr *, Slot> Arms;
  llvm::DenseMap<const clang::ConditionalOperator *, Slot> Joins;
  llvm::DenseSet<const clang::ValueDecl *> Reassigned;
  /// Temporaries that were moved on: their end is not that of the object.
  llvm::DenseSet<const clang::Expr *> Consumed;
  llvm::DenseMap<const clang::CXXCatchStmt *,
                 llvm::SmallVector<const clang::VarDecl *, 4>>
      TryLocals;
  llvm::SmallVector<const clang::VarDecl *, 16> Locals;
  llvm::SmallVector<Instr, 2> Discards;
  std::vector<Mending> Mendings;
  llvm::SmallVector<FixWriter::Link, 2> Links;
  llvm::SmallVector<const clang::ConditionalOperator *, 4> Conditionals;
  /// The loop variable of a range-for, and what it runs over.
  llvm::DenseMap<const clang::VarDecl *, const clang::VarDecl *> Elements;
  /// Constructions of a base, or by a constructor that this one delegates to.
  llvm::DenseSet<const clang::Expr *> InPlace;
  bool HasTry = false;
  bool IsLambda = false;
};

/// Looks through what does not change the value: parentheses, casts,
/// temporaries, default arguments, `&`, `*`.
const clang::Expr *strip(const clang::Expr *E);

} // namespace trace_tidy

#endif
