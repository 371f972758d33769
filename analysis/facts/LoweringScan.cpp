// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is found out about a body before it is lowered.
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace trace_tidy {

void enqueueLambdas(const Stmt &S, Extractor &X) {
  if (const auto *L = dyn_cast<LambdaExpr>(&S)) {
    const CXXMethodDecl *Operator = L->getCallOperator();
    if (const FunctionTemplateDecl *T =
            Operator->getDescribedFunctionTemplate()) {
      for (const FunctionDecl *I : T->specializations())
        if (I->hasBody() && !I->isDependentContext())
          X.enqueue(*I);
    } else if (!Operator->isDependentContext()) {
      X.enqueue(*Operator);
    }
    return;
  }
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(&S))
    return enqueueLambdas(*Suspend->getOperand(), X);
  for (const Stmt *Child : S.children())
    if (Child)
      enqueueLambdas(*Child, X);
}

/// Finds, before anything is lowered: local variables, arms of conditional
/// operators, what is assigned after its initialisation, discarded values.
void Lowering::scan(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
    return scan(Suspend->getOperand());
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      scan(Init);
    return;
  }
  if (const auto *Unevaluated = dyn_cast<CXXNoexceptExpr>(S))
    return leaveOut(Unevaluated->getOperand());
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls()) {
      if (const auto *V = dyn_cast<VarDecl>(Each)) {
        if (!V->hasGlobalStorage() || V->isStaticLocal()) {
          Variables[V->getCanonicalDecl()] = NextSlot++;
          Locals.push_back(V);
        }
        if (const auto *Decomposed = dyn_cast<DecompositionDecl>(V))
          for (const BindingDecl *B : Decomposed->bindings())
            if (const VarDecl *Holding = B->getHoldingVar())
              Variables[Holding->getCanonicalDecl()] = NextSlot++;
      } else if (const auto *R = dyn_cast<CXXRecordDecl>(Each)) {
        X.visitRecord(*R);
      }
    }
  } else if (const auto *C = dyn_cast<ConditionalOperator>(S)) {
    Conditionals.push_back(C);
  } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
    if (B->isAssignmentOp()) {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(B->getLHS())))
        Reassigned.insert(Ref->getDecl());
      else if (const auto *M = dyn_cast<MemberExpr>(strip(B->getLHS())))
        Reassigned.insert(M->getMemberDecl());
    }
  } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
    if (U->isIncrementDecrementOp() || U->getOpcode() == UO_AddrOf)
      if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(U->getSubExpr())))
        Reassigned.insert(Ref->getDecl());
  } else if (const auto *T = dyn_cast<CXXTryStmt>(S)) {
    HasTry = true;
    size_t Before = Locals.size();
    scan(T->getTryBlock());
    for (unsigned I = 0; I != T->getNumHandlers(); ++I) {
      auto &Ended = TryLocals[T->getHandler(I)];
      Ended.assign(Locals.begin() + Before, Locals.end());
    }
    for (unsigned I = 0; I != T->getNumHandlers(); ++I) {
      if (const VarDecl *V = T->getHandler(I)->getExceptionDecl())
        Variables[V->getCanonicalDecl()] = NextSlot++;
      scan(T->getHandler(I)->getHandlerBlock());
    }
    return;
  } else if (const auto *Compound = dyn_cast<CompoundStmt>(S)) {
    for (const Stmt *Child : Compound->body())
      if (const auto *E = dyn_cast<Expr>(Child))
        checkDiscarded(E, /*Statement=*/E);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(If->getInit()))
      checkDiscarded(E);
    if (const auto *E = dyn_cast_or_null<Expr>(If->getThen()))
      checkDiscarded(E);
    if (const auto *E = dyn_cast_or_null<Expr>(If->getElse()))
      checkDiscarded(E);
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) {
    if (const auto *D = dyn_cast_or_null<DeclStmt>(Range->getRangeStmt()))
      if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl()))
        Elements[Range->getLoopVariable()] = V;
    if (const auto *E = dyn_cast_or_null<Expr>(Range->getBody()))
      checkDiscarded(E);
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(Do->getBody()))
      checkDiscarded(E);
  } else if (const auto *Case = dyn_cast<SwitchCase>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(Case->getSubStmt()))
      checkDiscarded(E);
  } else if (const auto *Label = dyn_cast<LabelStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(Label->getSubStmt()))
      checkDiscarded(E);
  } else if (const auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(Attributed->getSubStmt()))
      checkDiscarded(E);
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(For->getBody()))
      checkDiscarded(E);
    if (const Expr *E = For->getInc())
      checkDiscarded(E);
    if (const auto *E = dyn_cast_or_null<Expr>(For->getInit()))
      checkDiscarded(E);
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(While->getBody()))
      checkDiscarded(E);
  }
  for (const Stmt *Child : S->children())
    scan(Child);
}

/// The graph has operands that are never evaluated.
void Lowering::leaveOut(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S))
    Memo[strip(E)] = 0;
  for (const Stmt *Child : S->children())
    if (Child)
      leaveOut(Child);
}

/// Notes a statement whose value is a scope that dies with it, or the dropped
/// changed copy of a context. Statement: the whole one, if it stands in a
/// block.
void Lowering::checkDiscarded(const Expr *E, const Expr *Statement) {
  E = E->IgnoreParens();
  if (const auto *Full = dyn_cast<ExprWithCleanups>(E))
    return checkDiscarded(Full->getSubExpr(), Statement);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (Cast->getType()->isVoidType())
      return checkDiscarded(Cast->getSubExprAsWritten(), Statement);
  if (const auto *Comma = dyn_cast<BinaryOperator>(E))
    if (Comma->isCommaOp()) {
      // The left side lives on while the right one is evaluated.
      if (!Comma->getRHS()->HasSideEffects(X.Context))
        checkDiscarded(Comma->getLHS());
      return checkDiscarded(Comma->getRHS());
    }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    checkDiscarded(C->getTrueExpr());
    return checkDiscarded(C->getFalseExpr());
  }
  QualType T = E->getType();
  bool Scope = E->isPRValue() && T->isRecordType() && X.TypeFacts.holdsScope(T);
  bool Copy = false;
  llvm::StringRef Name;
  if (const auto *Call = dyn_cast<CallExpr>(strip(E)))
    if (const FunctionDecl *Callee = Call->getDirectCallee()) {
      for (auto &[Entry, Text] : X.entriesFor(*Callee))
        Copy |= Entry->ChangesCopy;
      Name = X.Tu.str(X.sym(displayName(*Callee)));
    }
  if (!Scope && !Copy)
    return;
  if (Name.empty())
    if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
      Name = R->getName();
  Instr I;
  I.Code = Op::DiscardedScope;
  I.At = X.place(E->getExprLoc());
  I.Text = X.sym(Name);
  if (Scope)
    I.Flags |= IF_Scope;
  Discards.push_back(I);
  Mending &M = Mendings.emplace_back();
  M.Kind = FixKind::NameScope;
  M.Site.E = E;
  M.Site.At = I.At;
  M.Part = Statement;
  M.Scope = Scope;
}

/// Whether a body has parts of code that does not compile. The graph of such a
/// body cannot be built safely, and what it says could not be trusted.
bool Lowering::damaged(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S);
      E && (E->containsErrors() || E->getType().isNull()))
    return true;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (Each->isInvalidDecl())
        return true;
  // What a suspension is made of names its operand many times.
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
    return damaged(Suspend->getOperand());
  for (const Stmt *Child : S->children())
    if (Child && damaged(Child))
      return true;
  return false;
}

} // namespace trace_tidy
