// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The span of a handler and its parent; scopes that die at once.
#include "analysis/facts/FixSource.h"
#include "analysis/facts/FixWriter.h"
#include "analysis/facts/Names.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace trace_tidy {

/// The name of the parameter with the incoming message, which gets one if it
/// has none; "" where there is no such parameter.
std::string FixWriter::requestName(Fix &To) {
  if (Out.Request < 0 || unsigned(Out.Request) >= F.getNumParams())
    return "";
  const ParmVarDecl *P = F.getParamDecl(Out.Request);
  KnownCarrier Known = Edits.carrier(P->getType());
  if (!Known)
    return "";
  SourceLocation Last = P->getEndLoc();
  if (Last.isInvalid() || Last.isMacroID())
    return "";
  FileID File = SM.getFileID(Last);
  if (Known.Model && !includes(To, File, {Known.Model->Include}))
    To.Why = Refusal::NoHeader;
  if (!P->getName().empty())
    return P->getNameAsString();
  if (RequestName.empty())
    RequestName = unusedName("request");
  const std::string &Name = RequestName;
  SourceLocation End = Lexer::getLocForEndOfToken(Last, 0, SM, Language);
  if (End.isInvalid())
    return "";
  // `Request &` and `Request&`, as the file has it.
  llvm::StringRef Before(SM.getCharacterData(P->getBeginLoc()),
                         SM.getFileOffset(End) -
                             SM.getFileOffset(P->getBeginLoc()));
  bool Joined = Before.ends_with(" &") || Before.ends_with(" *");
  change(To, End, 0, (Joined ? "" : " ") + Name);
  return Name;
}

void FixWriter::handlerSpan(PlaceId At) {
  auto Refuse = [&](Refusal Why) { refuse(FixKind::HandlerSpan, At, Why); };
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (!Body)
    return Refuse(
        isa_and_nonnull<CoroutineBodyStmt>(F.getBody()) ? Refusal::Coroutine
        : isa_and_nonnull<CXXTryStmt>(F.getBody())      ? Refusal::FunctionTry
                                                        : Refusal::NotInBody);
  if (Body->body_empty())
    return; // it makes no calls
  SourceLocation Brace = Body->getLBracLoc();
  if (Brace.isInvalid() || Brace.isMacroID() ||
      Body->body_front()->getBeginLoc().isMacroID())
    return Refuse(Refusal::Macro);
  // Work that goes on elsewhere: in continuations, in a new object that the
  // framework takes over.
  bool Continues = llvm::any_of(Out.Blocks, [](const Block &B) {
    return llvm::any_of(
        B.Instrs, [](const Instr &I) { return I.Code == Op::Continuation; });
  });
  if (Continues || anyOf(Body, [](const Stmt &S) {
        const auto *R = dyn_cast<ReturnStmt>(&S);
        return R && R->getRetValue() &&
               isa<CXXNewExpr>(R->getRetValue()->IgnoreParenImpCasts());
      }))
    return Refuse(Refusal::AfterReturn);
  FileID File = SM.getFileID(Brace);
  const EditModel *Code = Edits.code(EditKind::ServerSpan, File);
  if (!Code)
    return Refuse(Refusal::NoTracing);
  Fix Made;
  Made.Kind = FixKind::HandlerSpan;
  Made.At = At;
  std::string Request = requestName(Made);
  if (Request.empty())
    return Refuse(Refusal::NoRequest);
  std::string Name = Edits.route(F);
  if (Name.empty())
    if (const auto *M = dyn_cast<CXXMethodDecl>(&F))
      for (const CXXMethodDecl *Base : M->overridden_methods())
        if (Name.empty())
          Name = rpcName(*Base);
  if (Name.empty())
    Name = Out.Flags & FF_Lambda ? "request" : displayName(F);
  Values Fill{{"name", quoted(Name)},
              {"request", Request},
              {"variable", handlerVariable()},
              {"tracer", ""}};
  if (llvm::StringRef(Code->Code).contains("{tracer}"))
    Fill["tracer"] = tracerInScope(Body->body_front(), File);
  std::string Text = expand(visibleHere(Code->Code), Fill);
  // On a line of its own if the first statement has one.
  SourceLocation First = Body->body_front()->getBeginLoc();
  bool OwnLine = lineStart(First) > SM.getFileOffset(Brace);
  Text = (OwnLine ? "\n" + indentation(First) : " ") + Text;
  change(Made, Brace.getLocWithOffset(1), 0, Text);
  if (!includes(Made, File, {Code->Include}) || Made.Why != Refusal::None)
    return Refuse(Refusal::NoHeader);
  done(std::move(Made));
}

void FixWriter::remoteParent(const Call &Site, const Expr *Options) {
  auto Refuse = [&](Refusal Why) {
    refuse(FixKind::RemoteParent, Site.At, Why);
  };
  if (!parents().hasParent(Site.E))
    return Refuse(Refusal::NotInBody);
  auto Whole = range(Site.E);
  if (!Whole)
    return Refuse(WhyNoRange);
  FileID File = SM.getFileID(Whole->Begin);
  Fix Made;
  Made.Kind = FixKind::RemoteParent;
  Made.At = Site.At;
  std::string Request = requestName(Made);
  if (Request.empty())
    return Refuse(Refusal::NoRequest);
  unsigned Written = writtenArguments(Site);
  const Expr *Own = Options ? written(Options) : nullptr;
  if (Own && isa<CXXDefaultArgExpr>(Own))
    Own = nullptr;
  std::string Include;
  Values Fill{{"request", Request}};
  SourceLocation Close = Site.E->getEndLoc(); // the parenthesis
  if (const EditModel *Reference =
          Edits.code(EditKind::RemoteReference, File)) {
    std::string Text = expand(visibleHere(Reference->Code), Fill);
    Include = Reference->Include;
    if (!Own) {
      change(Made, Close, 0, ", {" + Text + "}");
    } else {
      auto At = range(Own);
      if (!At)
        return Refuse(WhyNoRange);
      if (*SM.getCharacterData(At->Begin) != '{')
        return Refuse(Refusal::Elsewhere);
      llvm::StringRef Rest(SM.getCharacterData(At->Begin) + 1);
      bool Empty = Rest.ltrim().starts_with("}");
      change(Made, At->Begin.getLocWithOffset(1), 0,
             Empty ? Text : Text + ", ");
    }
  } else if (Own) {
    const EditModel *Code = Edits.code(EditKind::RemoteParent, File);
    auto At = range(Own);
    if (!Code || !At)
      return Refuse(Code ? Refusal::Macro : Refusal::NoTracing);
    Fill["options"] = "\n";
    std::string Text = expand(visibleHere(Code->Code), Fill);
    auto [Before, After] = llvm::StringRef(Text).split('\n');
    change(Made, At->Begin, 0, Before);
    change(Made, At->End, 0, After);
    Include = Code->Include;
  } else {
    const EditModel *Code = Edits.code(EditKind::RemoteOptions, File);
    if (!Code)
      return Refuse(Refusal::NoTracing);
    change(Made, Close, 0,
           (Written ? ", " : "") + expand(visibleHere(Code->Code), Fill));
    Include = Code->Include;
  }
  if (!includes(Made, File, {Include}) || Made.Why != Refusal::None)
    return Refuse(Refusal::NoHeader);
  done(std::move(Made));
}

/// Whether a case label stands behind S in its block.
bool FixWriter::switchBehind(const Stmt *S) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parents().getParent(S));
  return Block && llvm::any_of(Block->body(), [&](const Stmt *Each) {
           return isa<SwitchCase>(Each) &&
                  SM.isBeforeInTranslationUnit(S->getBeginLoc(),
                                               Each->getBeginLoc());
         });
}

void FixWriter::discarded(const Expr *E, const Expr *Statement, bool Scope,
                          PlaceId At) {
  auto Refuse = [&](Refusal Why) { refuse(FixKind::NameScope, At, Why); };
  Fix Made;
  Made.Kind = FixKind::NameScope;
  Made.At = At;
  const Expr *Own = E->IgnoreImplicit();
  auto Where = range(Own);
  if (!Where)
    return Refuse(WhyNoRange);
  if (Scope) {
    if (!Statement)
      return Refuse(Refusal::NotAStatement);
    const Expr *Whole = Statement->IgnoreImplicit();
    unsigned Length = 0;
    SourceLocation Begin = Where->Begin;
    if (const auto *Cast = dyn_cast<CStyleCastExpr>(Whole)) {
      Begin = Cast->getBeginLoc(); // (void)
      Length = SM.getFileOffset(Where->Begin) - SM.getFileOffset(Begin);
    } else if (Whole != Own) {
      return Refuse(Refusal::NotAStatement);
    }
    if (anyOf(F.getBody(),
              [&](const Stmt &S) {
                return isa<GotoStmt, IndirectGotoStmt>(S);
              }) ||
        switchBehind(Statement))
      return Refuse(Refusal::Jumps);
    change(Made, Begin, Length, "const auto " + unusedName("scope") + " = ");
    return done(std::move(Made));
  }
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Own);
  const Expr *Object =
      Call ? Call->getImplicitObjectArgument()->IgnoreParenImpCasts() : nullptr;
  if (!Object || !isa<DeclRefExpr, MemberExpr>(Object) ||
      Object->getType().isConstQualified() || isPointer(Object->getType()) ||
      !X.Context.hasSameUnqualifiedType(Object->getType(), Own->getType()))
    return Refuse(Refusal::NotAssignable);
  if (!Statement || Statement->IgnoreImplicit() != Own)
    return Refuse(Refusal::NotAStatement);
  std::string Name = text(Object);
  if (Name.empty())
    return Refuse(Refusal::Macro);
  change(Made, Where->Begin, 0, Name + " = ");
  done(std::move(Made));
}

} // namespace trace_tidy
