// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
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
  for (const Stmt *Child : S.children())
    if (Child)
      enqueueLambdas(*Child, X);
}

Instr &Lowering::emit(Op Code, SourceLocation L, Slot Result,
                      llvm::ArrayRef<Slot> Args) {
  Current->Instrs.emplace_back();
  Instr &I = Current->Instrs.back();
  I.Code = Code;
  I.At = X.place(L);
  I.Result = Result;
  I.Args.assign(Args.begin(), Args.end());
  if (L.isMacroID() && !X.SM.isMacroArgExpansion(L))
    I.Flags |= IF_Macro;
  return I;
}

Slot Lowering::emitResult(Op Code, SourceLocation L, llvm::ArrayRef<Slot> Args,
                          llvm::StringRef Name) {
  Slot Result = temporary();
  emit(Code, L, Result, Args).Name = X.sym(Name);
  return Result;
}

Slot Lowering::slotOf(const VarDecl &V) {
  auto It = Variables.find(V.getCanonicalDecl());
  return It == Variables.end() ? 0 : It->second;
}

bool Lowering::isProject(const FunctionDecl &D) {
  return !X.TypeFacts.isLibrary(D);
}

/// Finds, before anything is lowered: local variables, arms of conditional
/// operators, what is assigned after its initialisation, discarded values.
void Lowering::scan(const Stmt *S) {
  if (!S)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      scan(Init);
    return;
  }
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
        checkDiscarded(E);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
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
  } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
    if (const auto *E = dyn_cast_or_null<Expr>(While->getBody()))
      checkDiscarded(E);
  }
  for (const Stmt *Child : S->children())
    scan(Child);
}

/// Notes a statement whose value is a scope that dies with it, or the dropped
/// changed copy of a context.
void Lowering::checkDiscarded(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Full = dyn_cast<ExprWithCleanups>(E))
    return checkDiscarded(Full->getSubExpr());
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (Cast->getType()->isVoidType())
      return checkDiscarded(Cast->getSubExprAsWritten());
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
}

void Lowering::lowerVar(const VarDecl &V) {
  Slot Result = slotOf(V);
  const Expr *Init = V.getInit();
  if (Result && !Init && (V.getType()->isArrayType() ||
                          V.getType()->isRecordType()))
    emit(Op::New, V.getLocation(), Result); // a C struct, a buffer
  if (!Result || !Init)
    return;
  SourceLocation L = V.getLocation();
  Slot Value = 0;
  if (const VarDecl *Range = Elements.lookup(&V)) {
    Value = temporary();
    Instr &I = emit(Op::Load, L, Value, {slotOf(*Range)});
    I.Name = X.sym("[]");
    if (has(X.TypeFacts.rolesBehind(V.getType()), TypeRole::Span))
      I.Flags |= IF_Span;
    if (!V.getType()->isReferenceType() && V.getType()->isRecordType() &&
        !X.TypeFacts.is(V.getType(), TypeRole::Pointer))
      Value = emitResult(Op::Clone, L, {Value});
  } else {
    Value = eval(Init);
  }
  if (Value)
    emit(Op::Copy, L, Result, {Value});
  else if (!V.getType()->isBuiltinType())
    emit(Op::Opaque, L, Result);
  if (const auto *D = dyn_cast<DecompositionDecl>(&V))
    for (const BindingDecl *B : D->bindings())
      if (const VarDecl *Holding = B->getHoldingVar())
        if (Slot S = slotOf(*Holding))
        {
          Instr &I = emit(Op::Load, L, S, {Result});
          I.Name = X.sym(B->getName());
          if (has(X.TypeFacts.rolesBehind(Holding->getType()), TypeRole::Span))
            I.Flags |= IF_Span;
        }
}

void Lowering::lowerInitializer(const CXXCtorInitializer &Init) {
  const Expr *E = Init.getInit();
  SourceLocation L = Init.getSourceLocation();
  if (L.isInvalid())
    L = F.getLocation();
  if (const FieldDecl *Field = Init.getAnyMember()) {
    if (Slot Value = eval(E))
      emit(Op::Store, L, 0, {1, Value}).Name = X.sym(Field->getName());
    return;
  }
  eval(E); // a base or the same class, constructed in place
}

void Lowering::lowerStmt(const Stmt *S) {
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each))
        lowerVar(*V);
    return;
  }
  if (const auto *R = dyn_cast<ReturnStmt>(S)) {
    Slot Value = R->getRetValue() ? eval(R->getRetValue()) : 0;
    emit(Op::Return, R->getReturnLoc(), 0, {Value});
    return;
  }
  if (const auto *R = dyn_cast<CoreturnStmt>(S)) {
    Slot Value = R->getOperand() ? eval(R->getOperand()) : 0;
    emit(Op::Return, R->getKeywordLoc(), 0, {Value});
    return;
  }
  if (const auto *E = dyn_cast<Expr>(S)) {
    Slot Value = eval(E);
    auto Arm = Arms.find(strip(E));
    if (Arm != Arms.end() && Value)
      emit(Op::Copy, E->getExprLoc(), Arm->second, {Value});
  }
}

void Lowering::lowerElement(const CFGElement &Element) {
  switch (Element.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall:
    lowerStmt(Element.castAs<CFGStmt>().getStmt());
    break;
  case CFGElement::Initializer:
    lowerInitializer(*Element.castAs<CFGInitializer>().getInitializer());
    break;
  case CFGElement::AutomaticObjectDtor: {
    const VarDecl *V = Element.castAs<CFGAutomaticObjDtor>().getVarDecl();
    const Stmt *Trigger =
        Element.castAs<CFGAutomaticObjDtor>().getTriggerStmt();
    SourceLocation L = Trigger ? Trigger->getEndLoc() : V->getLocation();
    if (Slot S = slotOf(*V))
      if (!V->getType()->isReferenceType())
        emit(Op::Destroy, L, 0, {S});
    break;
  }
  case CFGElement::TemporaryDtor: {
    const Expr *E =
        strip(Element.castAs<CFGTemporaryDtor>().getBindTemporaryExpr());
    auto It = Memo.find(E);
    if (It != Memo.end() && It->second && !Consumed.count(E))
      emit(Op::Destroy, E->getExprLoc(), 0, {It->second});
    break;
  }
  case CFGElement::DeleteDtor: {
    const auto *D = Element.castAs<CFGDeleteDtor>().getDeleteExpr();
    if (Slot S = eval(D->getArgument()))
      emit(Op::Destroy, D->getExprLoc(), 0, {S});
    break;
  }
  default:
    break;
  }
}

/// A name for a condition that cannot change while the function runs; empty
/// where it can.
std::string Lowering::assumption(const Expr *E) {
  E = strip(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || Reassigned.count(V))
      return "";
    return V->getNameAsString() + "@" +
           std::to_string(V->getLocation().getRawEncoding());
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (Reassigned.count(M->getMemberDecl()) ||
        !isa<FieldDecl>(M->getMemberDecl()))
      return "";
    std::string Base = assumption(M->getBase());
    return Base.empty() ? "" : Base + "." + M->getMemberDecl()->getNameAsString();
  }
  if (isa<CXXThisExpr>(E))
    return "this";
  return "";
}

void Lowering::describeCondition(const Expr *E, Branch &Out) {
  bool Negated = false;
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *W = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      E = W->getSemanticForm();
      continue;
    }
    // The left side of && and || has been decided in a block of its own.
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp()) {
      E = B->getRHS();
      continue;
    }
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && U->getOpcode() == UO_LNot) {
      Negated = !Negated;
      E = U->getSubExpr();
      continue;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
      bool Left = strip(B->getLHS())->isNullPointerConstant(
          X.Context, Expr::NPC_ValueDependentIsNotNull);
      bool Right = strip(B->getRHS())->isNullPointerConstant(
          X.Context, Expr::NPC_ValueDependentIsNotNull);
      if (Left != Right) {
        if (B->getOpcode() == BO_EQ)
          Negated = !Negated;
        E = Left ? B->getRHS() : B->getLHS();
        continue;
      }
    }
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
        O && O->getNumArgs() == 2 &&
        (O->getOperator() == OO_EqualEqual ||
         O->getOperator() == OO_ExclaimEqual)) {
      bool Right = isa<CXXNullPtrLiteralExpr>(strip(O->getArg(1)));
      if (Right) {
        if (O->getOperator() == OO_EqualEqual)
          Negated = !Negated;
        E = O->getArg(0);
        continue;
      }
    }
    // A conversion to bool tests the object itself.
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
        C && isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl())) {
      E = C->getImplicitObjectArgument();
      continue;
    }
    break;
  }
  E = strip(E);
  bool Plain = isa<DeclRefExpr>(E) || isa<MemberExpr>(E);
  Out.Value = eval(E);
  Out.PresentOnTrue = !Negated;
  Out.Negated = Negated;
  // Only a plain name tests presence; of a call's result just what flows in
  // is of interest.
  Out.Loop = !Plain;
  Out.Pointer = Plain && (E->getType()->isPointerType() ||
                          E->getType()->isRecordType());
  std::string Name = assumption(E);
  if (!Name.empty())
    Out.Assumption = X.sym(Name);
}

void Lowering::lowerTerminator(const CFGBlock &B, Block &To) {
  const Stmt *T = B.getTerminatorStmt();
  if (!T || B.succ_size() != 2)
    return;
  if (B.getTerminator().isTemporaryDtorsBranch() || isa<SwitchStmt>(T))
    return;
  if (const auto *Condition =
          dyn_cast_or_null<Expr>(B.getTerminatorCondition(false)))
    describeCondition(Condition, To.Condition);
  To.Condition.Repeats = isa<ForStmt>(T) || isa<WhileStmt>(T) ||
                         isa<DoStmt>(T) || isa<CXXForRangeStmt>(T);
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
  for (const Stmt *Child : S->children())
    if (Child && damaged(Child))
      return true;
  return false;
}

bool Lowering::run() {
  IsLambda = Out.Flags & FF_Lambda;
  const Stmt *Body = F.getBody();
  if (const auto *Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Body))
    Body = Coroutine->getBody();
  if (!Body || F.isInvalidDecl() || damaged(Body))
    return false;
  for (const ParmVarDecl *P : F.parameters())
    Variables[P->getCanonicalDecl()] = NextSlot++;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : C->inits()) {
      scan(Init->getInit());
      if (!Init->getAnyMember())
        InPlace.insert(strip(Init->getInit()));
    }
  scan(Body);
  Out.FirstTemporary = NextSlot;
  Out.Borrows.assign(NextSlot, false);
  Out.Borrows[1] = true;
  for (auto &[V, Index] : Variables)
    Out.Borrows[Index] =
        V->getType()->isReferenceType() || V->getType()->isPointerType();
  for (const ConditionalOperator *C : Conditionals) {
    Slot Join = temporary();
    Joins[C] = Join;
    Arms[strip(C->getTrueExpr())] = Join;
    Arms[strip(C->getFalseExpr())] = Join;
  }

  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddEHEdges = HasTry;
  Options.PruneTriviallyFalseEdges = true;
  for (Stmt::StmtClass C :
       {Stmt::CallExprClass, Stmt::CXXMemberCallExprClass,
        Stmt::CXXOperatorCallExprClass, Stmt::UserDefinedLiteralClass,
        Stmt::CXXConstructExprClass, Stmt::CXXTemporaryObjectExprClass,
        Stmt::LambdaExprClass, Stmt::CXXNewExprClass, Stmt::CXXDeleteExprClass,
        Stmt::BinaryOperatorClass, Stmt::ConditionalOperatorClass,
        Stmt::CoawaitExprClass, Stmt::CoyieldExprClass, Stmt::CXXThrowExprClass})
    Options.setAlwaysAdd(C);
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(&F, const_cast<Stmt *>(Body), &X.Context, Options);
  if (!Graph)
    return false;

  // Blocks in an order in which an expression's parts come before it.
  std::vector<const CFGBlock *> Order;
  llvm::DenseMap<const CFGBlock *, uint32_t> Number;
  {
    llvm::DenseSet<const CFGBlock *> Visited;
    std::vector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>> Stack;
    auto Push = [&](const CFGBlock *B) {
      if (B && Visited.insert(B).second)
        Stack.push_back({B, B->succ_begin()});
    };
    Push(&Graph->getEntry());
    while (!Stack.empty()) {
      auto &[B, Next] = Stack.back();
      if (Next == B->succ_end()) {
        Order.push_back(B);
        Stack.pop_back();
        continue;
      }
      const CFGBlock *Successor = *Next++;
      Push(Successor);
    }
    std::reverse(Order.begin(), Order.end());
    for (const CFGBlock *B : Order)
      Number.try_emplace(B, Number.size());
  }

  Out.Blocks.resize(Order.size());
  for (const CFGBlock *B : Order) {
    Block &To = Out.Blocks[Number[B]];
    Current = &To;
    if (B == &Graph->getExit())
      Out.Exit = Number[B];
    if (B == &Graph->getEntry())
      To.Instrs.insert(To.Instrs.end(), Discards.begin(), Discards.end());
    if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(B->getLabel())) {
      for (const VarDecl *V : llvm::reverse(TryLocals[Catch]))
        if (!V->getType()->isReferenceType())
          emit(Op::Destroy, V->getLocation(), 0, {slotOf(*V)});
    }
    for (const CFGElement &Element : *B)
      lowerElement(Element);
    lowerTerminator(*B, To);
    unsigned Index = 0;
    for (const CFGBlock::AdjacentBlock &Edge : B->succs()) {
      const CFGBlock *Successor = Edge.getReachableBlock();
      // An exception that leaves the function is no path of interest.
      bool Escapes = HasTry && Index > 0 && !B->getTerminatorStmt() &&
                     Successor == &Graph->getExit();
      ++Index;
      // A branch keeps its two places, so that edges keep their meaning.
      if (Successor && !Escapes && Number.count(Successor))
        To.Successors.push_back(Number[Successor]);
      else if (B->getTerminatorStmt() && B->succ_size() == 2)
        To.Successors.push_back(~0u);
    }
  }
  Out.Slots = NextSlot;
  return true;
}

} // namespace trace_tidy
