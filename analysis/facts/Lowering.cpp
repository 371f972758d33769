// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace trace_tidy {

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

void Lowering::lowerVar(const VarDecl &V) {
  Slot Result = slotOf(V);
  const Expr *Init = V.getInit();
  if (Result && !Init &&
      (V.getType()->isArrayType() || V.getType()->isRecordType()))
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
        if (Slot S = slotOf(*Holding)) {
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
  // A base or the same class: constructed in place, or an aggregate.
  Slot Value = eval(E);
  if (Value && Value != 1)
    emit(Op::Assign, L, 0, {1, Value});
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
      // The member or base takes the value over, whatever the graph says of
      // temporaries in a default member initialiser.
      const Expr *Value = strip(Init->getInit());
      Consumed.insert(Value);
      if (const auto *List = dyn_cast<InitListExpr>(Value))
        if (List->getNumInits() == 1)
          Consumed.insert(strip(List->getInit(0)));
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
        Stmt::CoawaitExprClass, Stmt::CoyieldExprClass,
        Stmt::CXXThrowExprClass})
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
    std::vector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>>
        Stack;
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
  std::vector<Block> Further; // the blocks behind those
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
    if (const auto *S = dyn_cast_or_null<SwitchStmt>(B->getTerminatorStmt())) {
      lowerSwitch(*B, *S, Number, To, Further);
      continue;
    }
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
  Out.Blocks.insert(Out.Blocks.end(), std::make_move_iterator(Further.begin()),
                    std::make_move_iterator(Further.end()));
  Out.Slots = NextSlot;
  writeFixes();
  return true;
}

} // namespace trace_tidy
