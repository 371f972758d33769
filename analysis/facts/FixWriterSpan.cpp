// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A span around a call.
#include "analysis/facts/FixSource.h"
#include "analysis/facts/FixWriter.h"
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace trace_tidy {

/// A constant, low-cardinality name, as OpenTelemetry's semantic conventions
/// want it: "GET /orders", "shop.Inventory/Reserve", "SELECT orders".
std::string FixWriter::spanName(const Call &Site, bool Wait) {
  std::string Callee = lastName(*Site.Callee);
  if (Wait)
    return displayName(F) + " wait";
  if (Site.System == "http") {
    std::string Method = httpMethod(Callee), Path;
    for (const Expr *A : Site.Args) {
      const auto *R = dyn_cast<DeclRefExpr>(strip(A));
      if (Method.empty() && R && R->getDecl()->getIdentifier())
        Method = httpMethod(R->getDecl()->getName());
      if (Path.empty())
        Path = pathOf(A);
    }
    if (Method.empty())
      return "HTTP";
    return Path.empty() ? Method : Method + " " + Path;
  }
  if (Site.System == "rpc")
    if (std::string Name = rpcName(*Site.Callee); !Name.empty())
      return Name;
  if (Site.System == "database" || Site.System == "cache")
    if (std::string Name = statementOf(Site.Args, Site.System == "database");
        !Name.empty())
      return Name;
  return Callee;
}

/// The variable that E constructs as `T variable(arguments)`, where that can be
/// `T variable = T(arguments)` as well.
const VarDecl *FixWriter::constructed(const CXXConstructExpr &E) {
  const Stmt *S = &E;
  while (S && isa<Expr>(S))
    S = parents().getParent(S);
  const auto *Declares = dyn_cast_or_null<DeclStmt>(S);
  if (!Declares || !Declares->isSingleDecl() || !Language.CPlusPlus17)
    return nullptr;
  const auto *V = dyn_cast<VarDecl>(Declares->getSingleDecl());
  if (!V || V->hasGlobalStorage() || V->isCXXForRangeDecl() ||
      V->getInitStyle() == VarDecl::CInit || !V->getInit() ||
      V->getInit()->IgnoreImplicit() != &E || !V->getTypeSourceInfo() ||
      V->getType()->isReferenceType() ||
      V->getTypeSourceInfo()->getType()->getContainedAutoType() ||
      E.getParenOrBraceRange().isInvalid() ||
      text(*V->getTypeSourceInfo()).empty())
    return nullptr;
  return V;
}

/// `(arguments)` of its declaration.
std::optional<FixWriter::Range> FixWriter::initializer(const VarDecl &V) {
  SourceRange R = cast<CXXConstructExpr>(V.getInit()->IgnoreImplicit())
                      ->getParenOrBraceRange();
  if (R.getBegin().isMacroID() || R.getEnd().isMacroID() ||
      V.getLocation().isMacroID())
    return std::nullopt;
  SourceLocation End = Lexer::getLocForEndOfToken(R.getEnd(), 0, SM, Language);
  if (End.isInvalid())
    return std::nullopt;
  return Range{R.getBegin(), End};
}

/// The type as it was written, without `const`.
std::string FixWriter::text(const TypeSourceInfo &Type) {
  CharSourceRange R = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(
          Type.getTypeLoc().getUnqualifiedLoc().getSourceRange()),
      SM, Language);
  return R.isInvalid() ? "" : Lexer::getSourceText(R, SM, Language).str();
}

bool FixWriter::isPartOf(const Expr &Part, const Expr &Whole) {
  return anyOf(&Whole, [&](const Stmt &S) { return &S == &Part; });
}

void FixWriter::span(const Call &Site, EditKind Kind, bool Blocks, bool Wait,
                     bool Sends, const Call &Named) {
  auto Refuse = [&](Refusal Why) { refuse(FixKind::Span, Site.At, Why); };
  const Expr *E = Site.E;
  const VarDecl *Variable = nullptr; // of `T variable(arguments)`
  if (!parents().hasParent(E))
    return Refuse(Refusal::NotInBody);
  if (isa<CXXConstructExpr>(E)) {
    // T(arguments) can be wrapped as it is.
    const Stmt *Up = parents().getParent(E);
    while (Up && isa<CXXBindTemporaryExpr>(Up))
      Up = parents().getParent(Up);
    if (const auto *Cast = dyn_cast_or_null<CXXFunctionalCastExpr>(Up))
      E = Cast;
    else if (const auto *New = dyn_cast_or_null<CXXNewExpr>(Up))
      E = New;
    else if (!isa<CXXTemporaryObjectExpr>(E)) {
      Variable = constructed(*cast<CXXConstructExpr>(E));
      if (!Variable)
        return Refuse(Refusal::Constructs);
    }
  }
  // What only starts here has to be waited for in the same expression.
  if (!Blocks) {
    const Expr *Whole = nullptr;
    for (const Stmt *S = E; S && isa<Expr>(S); S = parents().getParent(S))
      if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S))
        if (const FunctionDecl *Callee = Call->getDirectCallee();
            Callee && S != E)
          for (auto &[Entry, Name] : X.entriesFor(*Callee))
            if (Entry->R == Role::Block)
              Whole = Call;
    if (!Whole)
      return Refuse(Refusal::Asynchronous);
    E = Whole;
  }
  auto At = Variable ? initializer(*Variable) : range(E);
  if (!At)
    return Refuse(WhyNoRange);
  if (anyOf(E, [](const Stmt &S) { return isa<CoroutineSuspendExpr>(S); }))
    return Refuse(Refusal::Coroutine);
  if (!Language.CPlusPlus20 && anyOf(E, [](const Stmt &S) {
        const auto *R = dyn_cast<DeclRefExpr>(&S);
        return R && isa<BindingDecl>(R->getDecl());
      }))
    return Refuse(Refusal::Binding);
  QualType T = E->getType();
  if ((E->isGLValue() || isView(T)) && anyOf(E, [&](const Stmt &S) {
        const auto *M = dyn_cast<MaterializeTemporaryExpr>(&S);
        return M && M->getType()->isRecordType();
      }))
    return Refuse(Refusal::Temporary);
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      R && E->isPRValue() && !Language.CPlusPlus17 && R->hasDefinition() &&
      !R->hasSimpleMoveConstructor() && !R->hasUserDeclaredMoveConstructor() &&
      !R->hasCopyConstructorWithConstParam())
    return Refuse(Refusal::NotMovable);

  const EditModel *Code = Edits.code(Kind, SM.getFileID(At->Begin));
  if (!Code)
    return Refuse(Refusal::NoTracing);
  std::string Name = quoted(spanName(Named, Wait));
  writeSpan(Site, *Code, E, Variable, *At, /*Remote=*/false, Name);
  // In the call the name of the span in scope can stand for the call's own.
  llvm::StringRef Spans = Code->Owner->Tracing
                              ? llvm::StringRef(Code->Owner->Tracing->Span)
                              : llvm::StringRef();
  const VarDecl *Around = Sends && !Spans.empty() ? spanVariable(E) : nullptr;
  if (Around && llvm::StringRef(spanInScope(E)).starts_with("*") &&
      !anyOf(E, [&](const Stmt &S) {
        const auto *R = dyn_cast<DeclRefExpr>(&S);
        return R && R->getDecl() == Around;
      }))
    writeSpan(Site, *Code, E, Variable, *At, /*Remote=*/false, Name,
              ("const " + Spans + " *" + Around->getName()).str());
  if (Out.Request >= 0)
    writeSpan(Site, *Code, E, Variable, *At, /*Remote=*/true, Name);
}

/// Variable: the one that E initialises, if it has to be rewritten. Remote: the
/// span continues the trace of the request. Parameter: of the lambda that makes
/// the call.
void FixWriter::writeSpan(const Call &Site, const EditModel &Code,
                          const Expr *E, const VarDecl *Variable, Range At,
                          bool Remote, llvm::StringRef Name,
                          llvm::StringRef Parameter) {
  FileID File = SM.getFileID(At.Begin);
  Fix Made;
  Made.Kind = Remote ? FixKind::RemoteSpan : FixKind::Span;
  Made.At = Site.At;
  auto Refuse = [&](Refusal Why) { refuse(Made.Kind, Site.At, Why); };
  Values Fill{{"name", Name.str()}};
  const std::string Visible = visibleHere(Code.Code);
  llvm::StringRef Template = Visible;
  if (Template.contains("{tracer}"))
    Fill["tracer"] = tracerInScope(E, File);
  if (Remote) { // in the place of the span, or behind the name
    if (isa<CoroutineBodyStmt>(F.getBody()))
      return Refuse(Refusal::Coroutine); // the request may be gone
    std::string Request = requestName(Made);
    if (Request.empty())
      return Refuse(Refusal::NoRequest);
    Fill["span"] = Request;
    Fill["remote"] = ", " + Request;
  } else if (!nameSpan(Code, E, Fill, Made)) {
    return Refuse(Refusal::NoSpanInScope);
  }
  if (!Parameter.empty())
    Made.Flags |= XF_Hands;
  auto [Before, After] = Template.split("{call}");
  std::string Signature = "(" + Parameter.str() + ")";
  if (E->isGLValue())
    Signature += " -> decltype(auto)";
  else if (Parameter.empty())
    Signature.clear();
  std::string Open = expand(Before, Fill) + "[&]" + Signature + " {";
  const Stmt *Up = parents().getParent(E);
  while (isa_and_nonnull<ExprWithCleanups, CXXBindTemporaryExpr>(Up))
    Up = parents().getParent(Up);
  bool Statement = isa_and_nonnull<CompoundStmt>(Up) && !E->isGLValue();
  std::string Return = Statement || E->getType()->isVoidType() ? "" : "return ";
  if (Variable) { // T variable = client_span(..., [&] { return T(arguments); })
    Open = " = " + Open;
    Return += text(*Variable->getTypeSourceInfo());
  }
  std::string Close = "}" + expand(After, Fill);

  // On one line if there is room.
  llvm::StringRef Buffer = SM.getBufferData(File);
  unsigned Begin = SM.getFileOffset(At.Begin), End = SM.getFileOffset(At.End);
  size_t LineEnd = std::min(Buffer.find('\n', End), Buffer.size());
  bool Fits = !Buffer.slice(Begin, End).contains('\n') &&
              LineEnd - lineStart(At.Begin) + Open.size() + Return.size() + 4 +
                      Close.size() <=
                  Edits.lineLimit(File);
  std::string Outer = indentation(At.Begin);
  std::string Inner = Outer + Edits.indentation(File).str();
  change(Made, At.Begin, 0, Open + (Fits ? " " : "\n" + Inner) + Return);
  change(Made, At.End, 0, ";" + (Fits ? " " : "\n" + Outer) + Close);
  if (!includes(Made, File, {Code.Include}) || Made.Why != Refusal::None)
    return Refuse(Refusal::NoHeader);
  done(std::move(Made));
}

} // namespace trace_tidy
