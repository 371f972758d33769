// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What decides at the end of a block.
#include "analysis/facts/Lowering.h"

using namespace clang;

namespace trace_tidy {

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
    return Base.empty() ? ""
                        : Base + "." + M->getMemberDecl()->getNameAsString();
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
      // Comparing with a constant: known where the other side is one, too.
      Expr::EvalResult R;
      const Expr *Other = B->getRHS();
      if (Other->getType()->isIntegralOrEnumerationType() &&
          !Other->isValueDependent() && Other->EvaluateAsInt(R, X.Context)) {
        if (B->getOpcode() == BO_NE)
          Negated = !Negated;
        Out.Equals = X.sym("#" + std::to_string(R.Val.getInt().getExtValue()));
        E = B->getLHS();
        break;
      }
      bool Left = strip(B->getLHS())
                      ->isNullPointerConstant(
                          X.Context, Expr::NPC_ValueDependentIsNotNull);
      bool Right = strip(B->getRHS())
                       ->isNullPointerConstant(
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
  Out.Pointer =
      Plain && (E->getType()->isPointerType() || E->getType()->isRecordType());
  std::string Name = assumption(E);
  if (!Name.empty() && Out.Equals)
    Name += "==" + X.Tu.str(Out.Equals).str();
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

namespace {
/// In a larger switch every way is taken.
constexpr size_t MaxCases = 32;
} // namespace

void Lowering::lowerSwitch(
    const CFGBlock &B, const SwitchStmt &S,
    const llvm::DenseMap<const CFGBlock *, uint32_t> &Number, Block &To,
    std::vector<Block> &Further) {
  llvm::SmallVector<uint32_t, 8> Others; // default, ranges, behind the switch
  llvm::SmallVector<std::pair<int64_t, uint32_t>, 8> Cases;
  for (const CFGBlock::AdjacentBlock &Edge : B.succs()) {
    const CFGBlock *Successor = Edge.getReachableBlock();
    auto It = Successor ? Number.find(Successor) : Number.end();
    if (It == Number.end())
      continue;
    const auto *C = dyn_cast_or_null<CaseStmt>(Successor->getLabel());
    Expr::EvalResult R;
    if (C && !C->getRHS() && !C->getLHS()->isValueDependent() &&
        C->getLHS()->EvaluateAsInt(R, X.Context))
      Cases.push_back({R.Val.getInt().getExtValue(), It->second});
    else
      Others.push_back(It->second);
  }
  const Expr *Condition = S.getCond() ? strip(S.getCond()) : nullptr;
  Slot Value = Condition ? eval(Condition) : 0;
  std::string Name = Condition ? assumption(Condition) : "";
  if (Cases.empty() || Cases.size() > MaxCases || (!Value && Name.empty())) {
    for (auto &[Constant, Target] : Cases)
      To.Successors.push_back(Target);
    To.Successors.append(Others.begin(), Others.end());
    return;
  }
  Block *At = &To;
  std::vector<Block> Chain(
      Cases.size()); // Chain[N]: where Cases[N] does not hold
  uint32_t First = Number.size() + Further.size();
  for (size_t N = 0; N != Cases.size(); ++N) {
    std::string Constant = "#" + std::to_string(Cases[N].first);
    At->Condition.Value = Value;
    At->Condition.Equals = X.sym(Constant);
    if (!Name.empty())
      At->Condition.Assumption = X.sym(Name + "==" + Constant);
    bool Last = N + 1 == Cases.size() && Others.empty();
    At->Successors = {Cases[N].second, Last ? ~0u : First + uint32_t(N)};
    At = &Chain[N];
  }
  At->Successors.append(Others.begin(), Others.end());
  if (Others.empty())
    Chain.pop_back();
  Further.insert(Further.end(), std::make_move_iterator(Chain.begin()),
                 std::make_move_iterator(Chain.end()));
}

} // namespace trace_tidy
