// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a model entry applies to a call, and what its places are there.
#include "analysis/facts/Lowering.h"

using namespace clang;

namespace trace_tidy {

namespace {
const Expr *literalOf(const Expr *E) {
  for (unsigned I = 0; E && I != 8; ++I) {
    E = strip(E);
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      E = C->getNumArgs() ? C->getArg(0) : nullptr;
    } else if (const auto *L = dyn_cast<InitListExpr>(E)) {
      E = L->getNumInits() == 1 ? L->getInit(0) : nullptr;
    } else if (const auto *R = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(R->getDecl());
      if (!V || !(V->isConstexpr() || V->getType().isConstQualified()))
        return E;
      const Expr *Init = V->getAnyInitializer();
      if (!Init)
        return E;
      E = Init;
    } else if (const auto *U = dyn_cast<UserDefinedLiteral>(E)) {
      E = U->getNumArgs() ? U->getArg(0) : nullptr;
    } else {
      return E;
    }
  }
  return E;
}
} // namespace

/// The last argument that is in the source: not a default.
int Lowering::lastWritten(const CallSite &Site) {
  int I = static_cast<int>(Site.ArgExprs.size()) - 1;
  while (I >= 0 && isa<CXXDefaultArgExpr>(Site.ArgExprs[I]))
    --I;
  return I;
}

const Expr *Lowering::exprAt(const PlaceRef &P, const CallSite &Site) {
  switch (P.K) {
  case PlaceRef::Arg:
    return P.Index < Site.ArgExprs.size() ? Site.ArgExprs[P.Index] : nullptr;
  case PlaceRef::Last:
    return lastWritten(Site) < 0 ? nullptr : Site.ArgExprs[lastWritten(Site)];
  case PlaceRef::ArgType: {
    int I = argumentOfType(P.TypeName, Site);
    return I < 0 ? nullptr : Site.ArgExprs[I];
  }
  case PlaceRef::This:
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(Site.E))
      return M->getImplicitObjectArgument();
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Site.E))
      return O->getArg(0);
    return Site.E;
  case PlaceRef::Result:
    return Site.E;
  default:
    return nullptr;
  }
}

Slot Lowering::slotAt(const PlaceRef &P, const CallSite &Site) {
  switch (P.K) {
  case PlaceRef::This:
    return Site.This;
  case PlaceRef::Result:
    return Site.Result;
  case PlaceRef::Arg:
    return P.Index < Site.Args.size() ? Site.Args[P.Index] : 0;
  case PlaceRef::Last:
    return lastWritten(Site) < 0 ? 0 : Site.Args[lastWritten(Site)];
  case PlaceRef::ArgType: {
    int I = argumentOfType(P.TypeName, Site);
    return I < 0 ? 0 : Site.Args[I];
  }
  default:
    return 0;
  }
}

std::string Lowering::literalAt(const PlaceRef &P, const CallSite &Site) {
  const Expr *E = literalOf(exprAt(P, Site));
  if (const auto *S = dyn_cast_or_null<StringLiteral>(E))
    if (S->getCharByteWidth() == 1)
      return S->getString().str();
  return "";
}

bool Lowering::holds(const Condition &C, const CallSite &Site) {
  if (C.Parameters >= 0)
    return int(Site.Callee->getNumParams()) == C.Parameters;
  const Expr *E = exprAt(C.Place, Site);
  if (!E)
    return false;
  if (C.Type) {
    if (C.Place.K == PlaceRef::Result)
      return X.TypeFacts.matches(Site.Callee->getReturnType(), *C.Type);
    if (X.TypeFacts.matches(E->IgnoreParenImpCasts()->getType(), *C.Type) ||
        X.TypeFacts.matches(E->getType(), *C.Type))
      return true;
    if (C.Place.K == PlaceRef::Arg &&
        C.Place.Index < Site.Callee->getNumParams())
      return X.TypeFacts.matches(
          Site.Callee->getParamDecl(C.Place.Index)->getType(), *C.Type);
    return false;
  }
  const Expr *Value = strip(E);
  std::string Text;
  for (const Expr *Named : {Value, literalOf(E)}) // also under a conversion
    if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Named))
      Text = Ref->getDecl()->getNameAsString();
  std::string Literal = literalAt(C.Place, Site);
  return llvm::any_of(C.Values, [&](const std::string &V) {
    if (V == Text || (!Literal.empty() && V == Literal))
      return true;
    long long Number;
    Expr::EvalResult R;
    if (llvm::StringRef(V).getAsInteger(0, Number) || E->isValueDependent() ||
        !E->EvaluateAsRValue(R, X.Context))
      return false;
    const APValue *Constant = &R.Val; // a duration is a struct of one number
    while (Constant->isStruct() && Constant->getStructNumFields() == 1 &&
           Constant->getStructNumBases() == 0)
      Constant = &Constant->getStructField(0);
    return Constant->isInt() && Constant->getInt().getExtValue() == Number;
  });
}

bool Lowering::applies(const Entry &E, const CallSite &Site) {
  if (!E.Without.empty() && argumentOfType(E.Without, Site) >= 0)
    return false;
  for (const PlaceRef &P : E.Places) {
    if (P.K == PlaceRef::ArgType && argumentOfType(P.TypeName, Site) < 0)
      return false;
    if (P.K == PlaceRef::Arg && P.Index >= Site.ArgExprs.size())
      return false;
  }
  return llvm::all_of(E.When,
                      [&](const Condition &C) { return holds(C, Site); });
}

} // namespace trace_tidy
