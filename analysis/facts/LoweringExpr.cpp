// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"

using namespace clang;

namespace trace_tidy {

const Expr *strip(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
      E = D->getExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
      E = D->getExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
    else if (const auto *W = dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = W->getSemanticForm();
    else if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(E))
      E = L->getSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref ||
                   U->getOpcode() == UO_Extension))
      E = U->getSubExpr();
    else
      return E;
  }
}

/// The slot of E's value: of its evaluation as an element of the graph where
/// it had one, otherwise it is lowered here.
Slot Lowering::eval(const Expr *E) {
  if (!E)
    return 0;
  if (Slot Kind = evalKind(E))
    return Kind;
  E = strip(E);
  auto It = Memo.find(E);
  if (It != Memo.end())
    return It->second;
  Slot Result = evalFresh(E);
  // Names are read again each time: a variable can be assigned in between.
  if (!isa<DeclRefExpr>(E) && !isa<MemberExpr>(E) && !isa<CXXThisExpr>(E))
    Memo[E] = Result;
  return Result;
}

/// A span kind that a template argument or another constant stands for: its
/// enumerator is not in the source any more.
Slot Lowering::evalKind(const Expr *E) {
  const auto *T =
      E->getType().isNull() ? nullptr : E->getType()->getAs<EnumType>();
  if (!T || E->isValueDependent() || isa<DeclRefExpr>(strip(E)))
    return 0;
  Expr::EvalResult R;
  if (!E->EvaluateAsInt(R, X.Context))
    return 0;
  for (const EnumConstantDecl *C : T->getDecl()->enumerators())
    if (llvm::APSInt::isSameValue(C->getInitVal(), R.Val.getInt()))
      if (auto Kind = X.Models.kindOf(X.nameOf(*C))) {
        Slot Result = emitResult(Op::Const, E->getExprLoc(), {}, C->getName());
        Current->Instrs.back().Kind = *Kind;
        Current->Instrs.back().Flags |= IF_Span;
        return Result;
      }
  return 0;
}

/// A number, truth value or enumerator as an argument: "#1".
Slot Lowering::evalConstant(const Expr *E) {
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    E = D->getExpr();
  Expr::EvalResult R;
  if (!E->getType()->isIntegralOrEnumerationType() || E->isValueDependent() ||
      !E->EvaluateAsInt(R, X.Context))
    return 0;
  return emitResult(Op::Const, E->getExprLoc(), {},
                    "#" + std::to_string(R.Val.getInt().getExtValue()));
}

/// The number in a variable is not known any more.
void Lowering::forget(const Expr &E) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(strip(&E)))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      if (Slot S = slotOf(*V)) {
        emit(Op::Copy, E.getExprLoc(), S, {0});
        return;
      }
  eval(&E);
}

Slot Lowering::evalFresh(const Expr *E) {
  SourceLocation L = E->getExprLoc();
  if (E->getType().isNull())
    return 0; // what is left of code that does not compile
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return evalDeclRef(*Ref);
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return evalMember(*M);
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E)) {
    CallSite Site;
    return evalOperator(*O, Site);
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return evalCall(*C);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return evalConstruct(*C, InPlace.count(C) ? 1 : 0);
  if (const auto *I = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    // `using Base::Base`: the parameters go on as they are.
    llvm::SmallVector<Slot, 6> Args{1};
    for (const ParmVarDecl *P : F.parameters())
      Args.push_back(slotOf(*P));
    Instr &Call = emit(Op::Call, L, 0, Args);
    Call.Name = X.keyOf(*I->getConstructor());
    Call.Text = X.sym(displayName(*I->getConstructor()));
    Call.Flags |= IF_Constructor;
    return 1;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return evalLambda(*Lambda);
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return evalInitList(*List);
  if (isa<CXXThisExpr>(E))
    return IsLambda ? emitResult(Op::Load, L, {1}, "this") : 1;
  if (const auto *S = dyn_cast<StringLiteral>(E)) {
    if (S->getCharByteWidth() != 1)
      return 0;
    llvm::StringRef Text = S->getString();
    Slot Result = emitResult(Op::Const, L, {}, Text.take_front(120));
    // "traceparent", also as the beginning of a header line.
    if (X.Models.isTraceHeader(Text))
      Current->Instrs.back().Flags |= IF_TraceHeader;
    return Result;
  }
  if (isa<CXXNullPtrLiteralExpr>(E) || isa<GNUNullExpr>(E) ||
      isa<ImplicitValueInitExpr>(E) || isa<CXXScalarValueInitExpr>(E))
    return emitResult(Op::Null, L);
  if (const auto *N = dyn_cast<CXXNewExpr>(E)) {
    if (const Expr *Init = N->getInitializer())
      return eval(Init);
    return emitResult(Op::New, L);
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E))
    return Joins.lookup(C);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Assign) {
      Slot Value = eval(B->getRHS());
      assign(B->getLHS(), Value);
      return Value;
    }
    if (B->isCommaOp())
      return eval(B->getRHS());
    if (B->isCompoundAssignmentOp() && B->getType()->isIntegerType()) {
      eval(B->getRHS());
      forget(*B->getLHS());
      return 0;
    }
    Slot Left = eval(B->getLHS()), Right = eval(B->getRHS());
    if (!Left && !Right)
      return 0;
    return emitResult(Op::Flow, L, {Left, Right});
  }
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
    Slot Base = eval(A->getBase());
    return Base ? emitResult(Op::Load, L, {Base}, "[]") : 0;
  }
  if (const auto *A = dyn_cast<CoawaitExpr>(E)) {
    Slot Value = eval(A->getOperand());
    emit(Op::Suspend, L);
    return Value;
  }
  if (const auto *A = dyn_cast<DependentCoawaitExpr>(E)) {
    emit(Op::Suspend, L);
    return eval(A->getOperand());
  }
  if (const auto *Y = dyn_cast<CoyieldExpr>(E)) {
    Slot Value = eval(Y->getOperand());
    emit(Op::Suspend, L);
    return Value;
  }
  if (const auto *T = dyn_cast<CXXThrowExpr>(E)) {
    eval(T->getSubExpr());
    emit(Op::Throw, L);
    return 0;
  }
  if (const auto *O = dyn_cast<OpaqueValueExpr>(E))
    return O->getSourceExpr() ? eval(O->getSourceExpr()) : 0;
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    // A number that is counted is no constant any more.
    if (U->isIncrementDecrementOp() && U->getType()->isIntegerType()) {
      forget(*U->getSubExpr());
      return 0;
    }
    return eval(U->getSubExpr());
  }
  if (E->getType()->isRecordType() || E->getType()->isPointerType())
    return emitResult(Op::Opaque, L);
  return 0;
}

namespace {
/// A short table of string literals is its elements; others are not looked at.
bool isTableOfNames(const Expr *Init) {
  const auto *List = Init ? dyn_cast<InitListExpr>(strip(Init)) : nullptr;
  return List && List->getNumInits() <= 64 &&
         llvm::all_of(List->inits(), [](const Expr *E) {
           return isa<StringLiteral>(strip(E));
         });
}
} // namespace

Slot Lowering::evalDeclRef(const DeclRefExpr &E) {
  const ValueDecl *D = E.getDecl();
  SourceLocation L = E.getExprLoc();
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    if (const VarDecl *Holding = B->getHoldingVar())
      if (Slot S = slotOf(*Holding))
        return S;
    if (const Expr *Binding = B->getBinding())
      return eval(Binding);
    return emitResult(Op::Opaque, L);
  }
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (E.refersToEnclosingVariableOrCapture() && IsLambda)
      return emitResult(Op::Load, L, {1}, ("cap:" + V->getName()).str());
    if (Slot S = slotOf(*V))
      return S;
    // An init-capture is a variable of the lambda itself.
    if (V->isInitCapture())
      return emitResult(Op::Load, L, {1}, ("cap:" + V->getName()).str());
    if (V->hasGlobalStorage()) {
      if (auto Kind = X.Models.kindOf(X.nameOf(*V))) {
        Slot Result = emitResult(Op::Const, L, {}, V->getName());
        Current->Instrs.back().Kind = *Kind;
        Current->Instrs.back().Flags |= IF_Span; // a kind, not a text
        return Result;
      }
      // A constant string is as good as its literal.
      if (V->getType().isConstQualified() || V->isConstexpr())
        if (const Expr *Init = V->getAnyInitializer())
          if (isa<StringLiteral>(strip(Init)))
            return eval(Init);
      if (V->getType()->isArrayType() && isTableOfNames(V->getAnyInitializer()))
        return evalFresh(strip(V->getAnyInitializer()));
      return emitResult(Op::Global, L, {}, X.nameOf(*V));
    }
    return emitResult(Op::Opaque, L);
  }
  if (const auto *Fn = dyn_cast<FunctionDecl>(D)) {
    Slot Result = temporary();
    Instr &I = emit(Op::FunctionRef, L, Result);
    I.Name = X.keyOf(*Fn);
    I.Text = X.sym(displayName(*Fn));
    return Result;
  }
  if (const auto *C = dyn_cast<EnumConstantDecl>(D)) {
    auto Kind = X.Models.kindOf(X.nameOf(*C));
    if (!Kind)
      return 0;
    Slot Result = emitResult(Op::Const, L, {}, C->getName());
    Current->Instrs.back().Kind = *Kind;
    Current->Instrs.back().Flags |= IF_Span;
    return Result;
  }
  return 0;
}

namespace {
/// What a field is called in Load and Store; fields with a meaning get the
/// meaning's name, so that the solver needs no library's names.
std::string fieldName(Extractor &X, const ValueDecl &D) {
  if (auto Role = X.Models.fieldRole(X.nameOf(D))) {
    switch (*Role) {
    case FieldRole::Parent:
      return "@parent";
    case FieldRole::Kind:
      return "@kind";
    case FieldRole::Headers:
      return "@headers";
    }
  }
  return D.getNameAsString();
}
} // namespace

Slot Lowering::evalMember(const MemberExpr &E) {
  SourceLocation L = E.getExprLoc();
  const ValueDecl *D = E.getMemberDecl();
  if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
    Slot Result = temporary();
    Instr &I = emit(Op::FunctionRef, L, Result);
    I.Name = X.keyOf(*M);
    I.Text = X.sym(displayName(*M));
    return Result;
  }
  if (const auto *V = dyn_cast<VarDecl>(D))
    return emitResult(Op::Global, L, {}, X.nameOf(*V));
  if (const auto *C = dyn_cast<EnumConstantDecl>(D)) {
    (void)C;
    return 0;
  }
  QualType T = D->getType();
  Slot Base = eval(E.getBase());
  if (!Base || T->isArithmeticType())
    return 0;
  Slot Result = temporary();
  Instr &I = emit(Op::Load, L, Result, {Base});
  I.Name = X.sym(fieldName(X, *D));
  TypeRoles Roles = X.TypeFacts.rolesBehind(T);
  if (has(Roles, TypeRole::Span))
    I.Flags |= IF_Span;
  if (has(Roles, TypeRole::Container))
    I.Flags |= IF_Container;
  return Result;
}

Slot Lowering::evalInitList(const InitListExpr &E) {
  SourceLocation L = E.getBeginLoc();
  if (E.getNumInits() == 1 && E.isTransparent())
    return eval(E.getInit(0));
  Slot Result = emitResult(Op::New, L);
  const RecordDecl *R =
      E.getType()->isRecordType() ? E.getType()->getAsRecordDecl() : nullptr;
  if (const auto *C = dyn_cast_or_null<CXXRecordDecl>(R)) {
    Current->Instrs.back().Name = X.keyOf(*C);
    unsigned I = C->getNumBases();
    for (const FieldDecl *Field : C->fields()) {
      if (I >= E.getNumInits())
        break;
      if (Slot Value = eval(E.getInit(I++)))
        emit(Op::Store, L, 0, {Result, Value}).Name =
            X.sym(fieldName(X, *Field));
    }
    return Result;
  }
  llvm::SmallVector<Slot, 8> Parts{Result};
  for (const Expr *Init : E.inits())
    if (Slot Value = eval(Init))
      Parts.push_back(Value);
  if (Parts.size() > 1) {
    emit(Op::Merge, L, 0, Parts);
    for (Slot Part : llvm::drop_begin(Parts))
      emit(Op::Store, L, 0, {Result, Part}).Name = X.sym("[]");
  }
  return Result;
}

Slot Lowering::evalLambda(const LambdaExpr &E) {
  SourceLocation L = E.getBeginLoc();
  enqueueLambdas(E, X);
  const CXXMethodDecl *Operator = E.getCallOperator();
  const FunctionDecl *Target = Operator;
  if (const FunctionTemplateDecl *T = Operator->getDescribedFunctionTemplate())
    for (const FunctionDecl *I : T->specializations())
      if (I->hasBody())
        Target = I;
  Slot Result = temporary();
  Instr &I = emit(Op::FunctionRef, L, Result);
  I.Name = X.keyOf(*Target);
  I.Text = X.sym("lambda");
  I.Flags |= IF_Virtual; // a closure: captures follow
  auto Init = E.capture_init_begin();
  for (const LambdaCapture &C : E.captures()) {
    const Expr *Value = *Init++;
    if (C.capturesThis()) {
      Slot This = IsLambda ? emitResult(Op::Load, L, {1}, "this") : 1;
      emit(Op::Store, L, 0, {Result, This}).Name = X.sym("this");
      continue;
    }
    if (!C.capturesVariable() || !Value)
      continue;
    if (Slot S = eval(Value))
      emit(Op::Store, C.getLocation(), 0, {Result, S}).Name =
          X.sym(("cap:" + C.getCapturedVar()->getName()).str());
  }
  return Result;
}

/// Binds a location to a value: a variable to a slot, a field to an object.
void Lowering::store(const Expr *Lhs, Slot Value) {
  SourceLocation L = Lhs->getExprLoc();
  const Expr *E = strip(Lhs);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V)
      return;
    if (E != Lhs->IgnoreParenImpCasts()) { // *p = v: what p refers to
      if (Slot S = eval(E))
        emit(Op::Assign, L, 0, {S, Value});
      return;
    }
    if (Ref->refersToEnclosingVariableOrCapture() && IsLambda) {
      emit(Op::Store, L, 0, {1, Value}).Name =
          X.sym(("cap:" + V->getName()).str());
      if (Slot S = eval(E))
        emit(Op::Merge, L, 0, {S, Value});
    } else if (Slot S = slotOf(*V)) {
      emit(Op::Copy, L, S, {Value});
    } else if (V->hasGlobalStorage()) {
      emit(Op::Merge, L, 0, {eval(E), Value});
    }
    return;
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (Slot Base = eval(M->getBase()))
      emit(Op::Store, L, 0, {Base, Value}).Name =
          X.sym(fieldName(X, *M->getMemberDecl()));
    return;
  }
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E)) {
    if (Slot Base = eval(A->getBase()))
      emit(Op::Store, L, 0, {Base, Value}).Name = X.sym("[]");
    return;
  }
  // An element: what goes in is in the container.
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    Slot Object = 0;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C))
      Object = O->getNumArgs() ? eval(O->getArg(0)) : 0;
    else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C))
      Object = eval(Member->getImplicitObjectArgument());
    if (Object) {
      emit(Op::Merge, L, 0, {Object, Value});
      emit(Op::Store, L, 0, {Object, Value}).Name = X.sym("[]");
    }
    if (Slot S = eval(E))
      emit(Op::Assign, L, 0, {S, Value});
  }
}

/// An assignment: names of pointers and callables change what they refer to,
/// objects take over contents.
void Lowering::assign(const Expr *Lhs, Slot Value) {
  QualType T = Lhs->getType();
  bool Rebinds = !T->isRecordType();
  if (!Rebinds) {
    TypeRoles Roles = X.TypeFacts.rolesOf(T);
    Rebinds = has(Roles, TypeRole::Pointer) || has(Roles, TypeRole::Callable) ||
              has(Roles, TypeRole::Span) || has(Roles, TypeRole::Context);
    if (has(Roles, TypeRole::Scope) && !has(Roles, TypeRole::Pointer)) {
      // The old scope ends after the new one began, and takes it along.
      if (Slot Old = eval(Lhs))
        emit(Op::Detach, Lhs->getExprLoc(), 0, {Old});
      Rebinds = true;
    }
  }
  if (!Value)
    return;
  if (Rebinds) {
    // A smart pointer lets go of what it held.
    Slot Kept = 0;
    if (T->isRecordType() && X.TypeFacts.is(T, TypeRole::Pointer))
      if (Slot Old = eval(Lhs)) {
        Kept = temporary();
        emit(Op::Copy, Lhs->getExprLoc(), Kept, {Old});
      }
    store(Lhs, Value);
    if (Kept)
      emit(Op::Destroy, Lhs->getExprLoc(), 0, {Kept});
    return;
  }
  // Members like `options.parent` are set, whatever their type.
  if (const auto *M = dyn_cast<MemberExpr>(strip(Lhs)))
    if (llvm::StringRef(fieldName(X, *M->getMemberDecl())).starts_with("@"))
      return store(Lhs, Value);
  if (isa<CallExpr>(strip(Lhs)))
    return store(Lhs, Value);
  if (Slot Object = eval(Lhs))
    emit(Op::Assign, Lhs->getExprLoc(), 0, {Object, Value});
}

} // namespace trace_tidy
