// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Constructions: copies, moves, smart pointers, and constructors as calls.
#include "analysis/facts/Lowering.h"

using namespace clang;

namespace trace_tidy {

/// The variable or member that `std::move(x)`, or a cast of that kind, names.
const Expr *Lowering::movedFrom(const Expr *E) {
  if (!E->isXValue())
    return nullptr;
  E = strip(E);
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (Call->getNumArgs() != 1 || isa<CXXMemberCallExpr>(Call) ||
        !Call->getCallReturnType(X.Context)->isRValueReferenceType())
      return nullptr;
    E = Call->getArg(0)->IgnoreParenImpCasts();
  }
  return isa<DeclRefExpr>(E) || isa<MemberExpr>(E) ? E : nullptr;
}

/// Whether an entry applies to this construction.
bool Lowering::modelled(const CXXConstructExpr &E) {
  const CXXConstructorDecl *C = E.getConstructor();
  if (X.entriesFor(*C).empty())
    return false;
  CallSite Site;
  Site.E = &E;
  Site.Callee = C;
  for (const Expr *A : E.arguments())
    Site.ArgExprs.push_back(A);
  return llvm::any_of(X.entriesFor(*C),
                      [&](auto &Pair) { return applies(*Pair.first, Site); });
}

Slot Lowering::evalConstruct(const CXXConstructExpr &E, Slot Target) {
  SourceLocation L = E.getExprLoc();
  const CXXConstructorDecl *C = E.getConstructor();
  const CXXRecordDecl &R = *C->getParent();
  TypeRoles Roles = X.TypeFacts.rolesOfRecord(R);
  llvm::ArrayRef<const Expr *> Args(E.getArgs(), E.getNumArgs());
  auto Real = [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); };

  // A moved smart pointer leaves nothing behind.
  if (!Target && C->isMoveConstructor() && has(Roles, TypeRole::Pointer))
    if (const Expr *From = movedFrom(Args[0])) {
      Slot Kept = temporary();
      Slot Value = eval(From);
      if (!Value)
        return 0;
      emit(Op::Copy, L, Kept, {Value});
      store(From, emitResult(Op::Null, L));
      Consumed.insert(&E);
      return Kept;
    }
  bool Transparent = has(Roles, TypeRole::Pointer) ||
                     has(Roles, TypeRole::Callable) ||
                     (has(Roles, TypeRole::Span) && E.getNumArgs() == 1);
  if (!Target && (Transparent || C->isMoveConstructor())) {
    if (Args.empty() || !Real(Args[0]))
      return emitResult(Op::Null, L);
    if (!modelled(E)) {
      Consumed.insert(&E);
      Consumed.insert(strip(Args[0]));
      return eval(Args[0]);
    }
  }
  if (!Target && C->isCopyConstructor() && !modelled(E)) {
    Slot From = eval(Args[0]);
    // A returned or constructed temporary is no second object.
    Consumed.insert(&E);
    if (!From || !Args[0]->isGLValue() ||
        isa<MaterializeTemporaryExpr>(Args[0]->IgnoreParens())) {
      Consumed.insert(strip(Args[0]));
      return From;
    }
    if (has(Roles, TypeRole::Scope) || has(Roles, TypeRole::Context))
      return From;
    Consumed.erase(&E);
    return emitResult(Op::Clone, L, {From});
  }

  CallSite Site;
  Site.E = &E;
  Site.Callee = C;
  Site.Loc = L;
  if (Target) {
    Site.Result = Target;
  } else {
    Site.Result = temporary();
    Instr &New = emit(Op::New, L, Site.Result);
    New.Name = X.keyOf(R);
    New.Text = X.sym(R.getIdentifier() ? R.getName() : "");
  }
  Site.This = Site.Result;
  Memo[&E] = Site.Result;
  for (const Expr *A : Args) {
    Site.ArgExprs.push_back(A);
    Site.Args.push_back(eval(A));
  }
  finishCall(Site);
  return Site.Result;
}

} // namespace trace_tidy
