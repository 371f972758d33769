// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/compat/Compat.h"
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace trace_tidy {

/// The function behind a pointer that never changes after it was set.
const FunctionDecl *Lowering::pointedTo(const Expr *E) {
  E = strip(E);
  for (unsigned I = 0; I != 4; ++I) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (!Ref)
      return nullptr;
    if (const auto *Fn = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return Fn;
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || Reassigned.count(V) || isa<ParmVarDecl>(V) || !V->getInit())
      return nullptr;
    E = strip(V->getInit());
  }
  return nullptr;
}

/// Of the methods that a pointer of this type can name, one that the models
/// know: generated stubs have many of one shape.
const FunctionDecl *Lowering::modelledOfType(QualType T) {
  const auto *Pointer = T->getAs<MemberPointerType>();
  if (!Pointer)
    return nullptr;
  const CXXRecordDecl *R = compat::classOf(*Pointer);
  R = R ? R->getDefinition() : nullptr;
  if (!R)
    return nullptr;
  for (const CXXMethodDecl *M : R->methods())
    if (X.Context.hasSameType(M->getType(), Pointer->getPointeeType()) &&
        !X.entriesFor(*M).empty())
      return M;
  return nullptr;
}

Slot Lowering::evalCall(const CallExpr &E) {
  CallSite Site;
  Site.E = &E;
  Site.Loc = E.getExprLoc();
  Site.Callee = E.getDirectCallee();
  for (const Expr *A : E.arguments()) {
    Site.ArgExprs.push_back(A);
    Site.Args.push_back(eval(A));
  }
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(&E)) {
    Site.Callee = M->getMethodDecl();
    if (const Expr *Object = M->getImplicitObjectArgument())
      Site.This = eval(Object);
    if (!Site.Callee) { // (object.*pointer)(arguments)
      if (const auto *B =
              dyn_cast<BinaryOperator>(E.getCallee()->IgnoreParens())) {
        Site.Callee = pointedTo(B->getRHS());
        if (!Site.Callee)
          Site.Callee = modelledOfType(B->getRHS()->getType());
        if (Site.Callee) {
          Site.This = eval(B->getLHS());
          return finishCall(Site);
        }
        llvm::SmallVector<Slot, 6> Args{eval(B->getRHS()), eval(B->getLHS())};
        Args.append(Site.Args.begin(), Site.Args.end());
        return emitResult(Op::CallValue, Site.Loc, Args);
      }
    }
  }
  if (!Site.Callee)
    Site.Callee = pointedTo(E.getCallee());
  if (!Site.Callee) {
    llvm::SmallVector<Slot, 6> Args{eval(E.getCallee())};
    Args.append(Site.Args.begin(), Site.Args.end());
    if (!Args[0])
      return emitResult(Op::Opaque, Site.Loc);
    return emitResult(Op::CallValue, Site.Loc, Args);
  }
  return finishCall(Site);
}

Slot Lowering::evalOperator(const CXXOperatorCallExpr &E, CallSite &Site) {
  Site.E = &E;
  Site.Loc = E.getExprLoc();
  Site.Callee = E.getDirectCallee();
  if (!Site.Callee || E.getNumArgs() == 0)
    return emitResult(Op::Opaque, Site.Loc);
  const Expr *Object = E.getArg(0);
  TypeRoles Roles = X.TypeFacts.rolesOf(Object->getType());
  OverloadedOperatorKind Operator = E.getOperator();
  if ((Operator == OO_Arrow || Operator == OO_Star) &&
      has(Roles, TypeRole::Pointer))
    return eval(Object);
  bool Rebinding = has(Roles, TypeRole::Pointer) ||
                   has(Roles, TypeRole::Callable) ||
                   has(Roles, TypeRole::Scope);
  // An assignment of the project's own is a call like others.
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  bool Own = Method && Method->isUserProvided() && isProject(*Method);
  if (Operator == OO_Equal && E.getNumArgs() == 2 && (!Own || Rebinding) &&
      X.entriesFor(*Site.Callee).empty()) {
    Slot Value = eval(E.getArg(1));
    assign(Object, Value);
    return Value;
  }
  unsigned First = 0;
  if (Method && !Method->isStatic()) {
    Site.This = eval(Object);
    First = 1;
  }
  for (unsigned I = First; I != E.getNumArgs(); ++I) {
    Site.ArgExprs.push_back(E.getArg(I));
    Site.Args.push_back(eval(E.getArg(I)));
  }
  if (Operator == OO_Subscript && !isProject(*Site.Callee) && Site.This &&
      X.entriesFor(*Site.Callee).empty())
    return emitResult(Op::Load, Site.Loc, {Site.This}, "[]");
  if (Operator == OO_Call && has(Roles, TypeRole::Callable)) {
    llvm::SmallVector<Slot, 6> Args{Site.This};
    Args.append(Site.Args.begin(), Site.Args.end());
    return emitResult(Op::CallValue, Site.Loc, Args);
  }
  return finishCall(Site);
}

Slot Lowering::finishCall(CallSite &Site) {
  bool Constructor = isa<CXXConstructorDecl>(Site.Callee);
  bool Matched = false, Defined = Constructor;
  llvm::SmallPtrSet<const Entry *, 4> Applied;
  for (auto &[E, Name] : X.entriesFor(*Site.Callee)) {
    if (!applies(*E, Site))
      continue;
    if (!Applied.insert(E).second) {
      if (X.Exercised)
        X.Exercised->insert({E, *Name});
      continue; // two of its patterns fit
    }
    if (X.Exercised)
      X.Exercised->insert({E, *Name});
    Matched = true;
    Defined |= applyEntry(*E, Site);
    if (E->R == Role::NoEffect)
      break; // and none of the entries behind it
  }
  if (!Matched) {
    emitUnmodelled(Site);
  } else if (!Defined) {
    QualType T = Site.E->getType();
    if (!T->isVoidType())
      emitLibraryFlow(Site);
  }
  return Site.Result;
}

/// Which of [this, arguments...] the callee may write.
uint32_t Lowering::mutableMask(const CallSite &Site) {
  uint32_t Mask = 0;
  const auto *M = dyn_cast<CXXMethodDecl>(Site.Callee);
  if (M && !M->isStatic() && !M->isConst())
    Mask |= 1;
  for (unsigned I = 0; I != Site.Args.size() && I < 30; ++I) {
    QualType T = I < Site.Callee->getNumParams()
                     ? Site.Callee->getParamDecl(I)->getType()
                     : Site.ArgExprs[I]->getType();
    QualType To;
    if (const auto *R = T->getAs<ReferenceType>())
      To = R->getPointeeType();
    else if (const auto *P = T->getAs<PointerType>())
      To = P->getPointeeType();
    else
      To = X.TypeFacts.pointee(T); // a smart pointer passed by value
    if (!To.isNull() && !To.isConstQualified() && !To->isFunctionType())
      Mask |= 2u << I;
  }
  return Mask;
}

void Lowering::emitUnmodelled(CallSite &Site) {
  const FunctionDecl &Callee = *Site.Callee;
  const auto *C = dyn_cast<CXXConstructorDecl>(&Callee);
  if (!isProject(Callee))
    return emitLibraryFlow(Site);
  // Members that the compiler makes have no effect but on their parts.
  if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee))
    if (!M->isUserProvided() && !M->hasBody() && !M->getParent()->isLambda())
      return emitLibraryFlow(Site);
  QualType T = Callee.getReturnType();
  bool HasResult = !C && !T->isVoidType();
  if (HasResult)
    Site.Result = temporary();
  for (unsigned N = 0; N != Site.Args.size(); ++N)
    if (!Site.Args[N])
      Site.Args[N] = evalConstant(Site.ArgExprs[N]);
  llvm::SmallVector<Slot, 6> Args{Site.This};
  Args.append(Site.Args.begin(), Site.Args.end());
  // What is moved into a parameter ends with it.
  llvm::SmallVector<Slot, 2> Moved;
  for (unsigned N = 0; N != Site.ArgExprs.size(); ++N) {
    if (N >= Callee.getNumParams() ||
        !Callee.getParamDecl(N)->getType()->isRecordType() ||
        !X.TypeFacts.is(Callee.getParamDecl(N)->getType(), TypeRole::Pointer))
      continue;
    const auto *Move = dyn_cast<CXXConstructExpr>(strip(Site.ArgExprs[N]));
    if (Move && Move->getNumArgs() == 1 && movedFrom(Move->getArg(0)) &&
        Site.Args[N])
      Moved.push_back(Site.Args[N]);
  }
  if (llvm::any_of(Site.ArgExprs, [&](const Expr *A) {
        return bool(X.Edits.carrier(A->getType()));
      }))
    mend(FixKind::Inject, Site).HandedOver = true;
  Instr &I = emit(Op::Call, Site.Loc, HasResult ? Site.Result : 0, Args);
  I.Name = X.keyOf(Callee);
  I.Text = X.sym(displayName(Callee));
  I.Mask = mutableMask(Site);
  if (C)
    I.Flags |= IF_Constructor;
  QualType Made = C ? C->getThisType()->getPointeeType() : T;
  if (X.TypeFacts.mayHoldSpan(Made))
    I.Flags |= IF_MayHoldSpan;
  if (has(X.TypeFacts.rolesBehind(T), TypeRole::Span))
    I.Flags |= IF_Span;
  if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee))
    if (M->isVirtual()) {
      const auto *Member = dyn_cast<MemberExpr>(
          isa<CallExpr>(Site.E)
              ? cast<CallExpr>(Site.E)->getCallee()->IgnoreParens()
              : Site.E);
      if (!Member || !Member->hasQualifier())
        I.Flags |= IF_Virtual;
    }
  for (Slot Kept : Moved)
    emit(Op::Destroy, Site.Loc, 0, {Kept});
}

/// A library's function without a model: data flows through it, and nothing
/// else happens.
void Lowering::emitLibraryFlow(CallSite &Site) {
  bool Constructor = isa<CXXConstructorDecl>(Site.Callee);
  QualType T = Site.Callee->getReturnType();
  llvm::SmallVector<Slot, 6> Args{Constructor ? Site.Result : Site.This};
  Args.append(Site.Args.begin(), Site.Args.end());
  uint32_t Mask = mutableMask(Site);
  bool Empty = llvm::all_of(Args, [](Slot S) { return S == 0; });
  if (Constructor) {
    if (llvm::any_of(Site.Args, [](Slot S) { return S != 0; }))
      emit(Op::Merge, Site.Loc, 0, Args);
    return;
  }
  if (Empty) {
    if (!T->isVoidType() && !T->isArithmeticType())
      Site.Result = emitResult(Op::New, Site.Loc);
    return;
  }
  // Elements of a container are the container's, by reference.
  bool Element = false;
  if (const auto *M = dyn_cast<CXXMethodDecl>(Site.Callee))
    Element =
        Site.This && T->isReferenceType() &&
        has(X.TypeFacts.rolesOfRecord(*M->getParent()), TypeRole::Container);
  Slot Result = T->isVoidType() ? 0 : temporary();
  Instr &I = emit(Op::Flow, Site.Loc, Result, Args);
  I.Mask = Mask;
  if (has(X.TypeFacts.rolesBehind(T), TypeRole::Span))
    I.Flags |= IF_Span;
  if (Element)
    emit(Op::Load, Site.Loc, Result, {Site.This}).Name = X.sym("[]");
  Site.Result = Result;
}

} // namespace trace_tidy
