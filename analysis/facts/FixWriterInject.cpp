// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The trace context into what is sent.
#include "analysis/facts/FixSource.h"
#include "analysis/facts/FixWriter.h"
#include "analysis/facts/Names.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace trace_tidy {

/// The header that makes the carrier known to the runtime; a project's own code
/// needs none.
static std::string adapterOf(const EditModel &Code, const KnownCarrier &Known) {
  return Code.Owner->Tracing && Known.Model ? Known.Model->Include : "";
}

/// Wraps one expression that is a carrier: the changes, or why there are none,
/// are added to To.
void FixWriter::wrapInjected(const Expr *Carrier, const KnownCarrier &Known,
                             Range At, llvm::StringRef Headers,
                             QualType Parameter, Fix &To) {
  FileID File = SM.getFileID(At.Begin);
  QualType T = Carrier->getType();
  // What stands for the carrier: itself, or what the models make of it.
  llvm::StringRef StandIn =
      Known.Model ? llvm::StringRef(Known.Model->Code) : llvm::StringRef();
  bool Braced = *SM.getCharacterData(At.Begin) == '{';
  bool Own =
      !StandIn.empty() || (!Braced && X.TypeFacts.isNamed(T, Known.Type));
  bool Const =
      StandIn.empty() &&
      (isPointer(T)
           ? T.getNonReferenceType()->getPointeeType().isConstQualified()
           : T.isConstQualified() && !Carrier->isPRValue());
  // What others may hold as well is copied, where a copy can be handed over.
  const ValueDecl *Root = rootOf(Carrier);
  const auto *Local = dyn_cast_or_null<VarDecl>(Root);
  bool Shared =
      Carrier->isLValue() && !isPointer(T) && StandIn.empty() &&
      !(Local && (Local->hasLocalStorage() || isa<ParmVarDecl>(Local)));
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  bool Copies = !Parameter.isNull() && !Parameter->isPointerType() &&
                (!Parameter->isReferenceType() ||
                 Parameter.getNonReferenceType().isConstQualified()) &&
                Class && Class->hasDefinition() &&
                (Class->hasSimpleCopyConstructor() ||
                 Class->hasUserDeclaredCopyConstructor() ||
                 Class->needsImplicitCopyConstructor()) &&
                !Class->defaultedCopyConstructorIsDeleted();
  EditKind Kind = !Own                          ? EditKind::InjectNew
                  : Const || (Shared && Copies) ? EditKind::InjectCopy
                                                : EditKind::Inject;
  const EditModel *Code = Edits.code(Kind, File, Known.Type);
  // A project's code for objects need not take temporaries.
  if (Code && Kind == EditKind::Inject && Carrier->isPRValue() &&
      !isPointer(T) && !Code->Owner->Tracing)
    Code = Edits.code(EditKind::InjectCopy, File, Known.Type);
  if (!Code) {
    To.Why = Edits.code(EditKind::Inject, File) ? Refusal::UnknownCarrier
                                                : Refusal::NoTracing;
    return;
  }
  if (Own && Const && isPointer(T)) {
    To.Why = Refusal::UnknownCarrier;
    return;
  }
  // A project's own code needs none of the runtime's.
  const CarrierModel *Adapter = Code->Owner->Tracing ? Known.Model : nullptr;
  Values Fill{{"carrier", "\n"}, {"type", Known.Type}};
  if (Adapter && !StandIn.empty())
    Fill["carrier"] = expand(visibleHere(StandIn.str()),
                             {{"carrier", "\n"}, {"headers", Headers.str()}});
  if (!nameSpan(*Code, Carrier, Fill, To)) {
    To.Why = Refusal::NoSpanInScope;
    return;
  }
  std::string Whole = expand(visibleHere(Code->Code), Fill);
  auto [Before, After] = llvm::StringRef(Whole).split('\n');
  change(To, At.Begin, 0, Before);
  change(To, At.End, 0, After);
  if (!includes(To, File, {Code->Include, adapterOf(*Code, Known)}))
    To.Why = Refusal::NoHeader;
}

/// The statement that E is part of, if another can be put before it, at Before;
/// else null.
const Stmt *FixWriter::statementAround(const Expr *E, SourceLocation &Before) {
  const Stmt *S = E, *Inside = nullptr;
  for (; S && !isa<CompoundStmt>(S); S = parents().getParent(S)) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchCase, LabelStmt,
            LambdaExpr>(S))
      return nullptr; // evaluated more than once, or elsewhere
    if (const auto *If = dyn_cast<IfStmt>(S))
      if (Inside == If->getThen() || Inside == If->getElse())
        return nullptr;
    Inside = S;
  }
  if (!S || !Inside || F.getBody()->getBeginLoc().isMacroID())
    return nullptr;
  // It may begin with a macro that looks like a function.
  Before = SM.getExpansionLoc(Inside->getBeginLoc());
  llvm::StringRef Buffer = SM.getBufferData(SM.getFileID(Before));
  return Buffer.slice(lineStart(Before), SM.getFileOffset(Before))
                 .trim()
                 .empty()
             ? Inside
             : nullptr;
}

namespace {
/// How H is called where F stands.
std::string nameIn(const FunctionDecl &H, const FunctionDecl &F) {
  const DeclContext *Home = H.getDeclContext()->getRedeclContext();
  auto Unnamed = [](const DeclContext *C) {
    const auto *N = dyn_cast<NamespaceDecl>(C);
    return C->isTransparentContext() ||
           (N && (N->isInline() || N->isAnonymousNamespace()));
  };
  while (Unnamed(Home))
    Home = Home->getParent();
  for (const DeclContext *C = F.getDeclContext(); C; C = C->getParent())
    if (C->Equals(Home))
      return H.getNameAsString();
  return qualifiedName(H);
}
} // namespace

/// An injection by a function of the project, if that does.
Fix FixWriter::ownWay(PlaceId At, const FunctionDecl &Helper, unsigned Flags) {
  Fix Made;
  Made.Kind = FixKind::Inject;
  Made.At = At;
  Made.Helper = X.keyOf(Helper);
  Made.Flags = Flags;
  return Made;
}

/// Its call. Pointer: the carrier is one already.
std::string FixWriter::callOf(const FunctionDecl &Helper,
                              const std::string &Carrier, bool Pointer) {
  bool Address = Helper.getParamDecl(0)->getType()->isPointerType() && !Pointer;
  return visibleHere(nameIn(Helper, F)) + "(" + (Address ? "&" : "") + Carrier +
         ")";
}

/// The functions of the project that may inject into what Carrier is part of,
/// each as a statement before the one with Use.
void FixWriter::byHelper(PlaceId At, const Expr *Carrier, const Expr *Use) {
  const ValueDecl *Root = rootOf(Carrier);
  SourceLocation Before;
  const Stmt *Statement = statementAround(Use, Before);
  if (!Root || (!isa<VarDecl>(Root) && !isa<FieldDecl>(Root)) || !Statement ||
      !visible(Carrier, Statement))
    return;
  for (const FunctionDecl *H : Edits.injectors(Root->getType(), F)) {
    if (H->getCanonicalDecl() == F.getCanonicalDecl())
      continue;
    Fix Made = ownWay(At, *H, XF_Apart | XF_Current);
    change(Made, Before, 0,
           callOf(*H, Root->getNameAsString(), isPointer(Root->getType())) +
               ";\n" + indentation(Before));
    done(std::move(Made));
  }
}

/// The same inside of the call, where the carrier is its argument:
/// `(inject(headers), headers)`.
void FixWriter::byHelperInPlace(PlaceId At, const Expr *Carrier) {
  auto Where = range(Carrier);
  const ValueDecl *Root = rootOf(Carrier);
  if (!Where || !Root || !Carrier->isLValue() == !isPointer(Carrier->getType()))
    return;
  for (const FunctionDecl *H : Edits.injectors(Root->getType(), F)) {
    Fix Made = ownWay(At, *H, XF_Current);
    change(Made, Where->Begin, 0,
           "(" +
               callOf(*H, Root->getNameAsString(), isPointer(Root->getType())) +
               ", ");
    change(Made, Where->End, 0, ")");
    done(std::move(Made));
  }
}

/// Whether a further argument at Index, with the headers, makes this the
/// overload of the call.
bool FixWriter::takesHeaders(const FunctionDecl &Other, unsigned Index,
                             const Call &Site, unsigned Written) {
  QualType Wanted = Other.getParamDecl(Index)->getType();
  if (Index > Written || !Edits.carrier(Wanted) || Wanted->isPointerType() ||
      (Wanted->isReferenceType() &&
       !Wanted.getNonReferenceType().isConstQualified()))
    return false; // or they are written to
  // Further parameters behind may have defaults.
  if (Other.getNumParams() <= Written ||
      Other.getMinRequiredArguments() > Written + 1)
    return false;
  for (unsigned I = 0; I != Written; ++I)
    if (I >= Site.Callee->getNumParams() ||
        !X.Context.hasSameType(
            Site.Callee->getParamDecl(I)->getType(),
            Other.getParamDecl(I < Index ? I : I + 1)->getType()))
      return false;
  return true;
}

/// Hands new headers to the overload that takes them at Index.
Refusal FixWriter::withHeaders(const FunctionDecl &Other, unsigned Index,
                               const Call &Site, unsigned Written, FileID File,
                               Fix &Made) {
  QualType Wanted = Other.getParamDecl(Index)->getType();
  const KnownCarrier Known = Edits.carrier(Wanted);
  const EditModel *Code = Edits.code(EditKind::InjectNew, File, Known.Type);
  if (!Code)
    return Refusal::NoTracing;
  Values Fill{{"type", Known.Type}};
  if (!nameSpan(*Code, Site.E, Fill, Made))
    return Refusal::NoSpanInScope;
  SourceLocation Place = Site.E->getEndLoc();
  std::string Before = Written ? ", " : "", After;
  if (Index < Written) {
    auto Next = range(written(Site.Args[Index]), /*Argument=*/true);
    if (!Next)
      return WhyNoRange;
    Place = Next->Begin;
    Before.clear();
    After = ", ";
  }
  for (const FunctionDecl *H :
       Edits.injectors(Wanted.getNonReferenceType().getUnqualifiedType(), F)) {
    Fix By = ownWay(Site.At, *H, XF_Current);
    change(By, Place, 0,
           Before + "[&] { " + Known.Type + " headers; " +
               callOf(*H, "headers", /*Pointer=*/false) +
               "; return headers; }()" + After);
    done(std::move(By));
  }
  change(Made, Place, 0,
         Before + expand(visibleHere(Code->Code), Fill) + After);
  return includes(Made, File, {Code->Include, adapterOf(*Code, Known)})
             ? Refusal::None
             : Refusal::NoHeader;
}

/// Hands a carrier that is made of the arguments to the overload that takes
/// one in their place; the last Kept arguments stay.
Refusal FixWriter::fromArguments(const FunctionDecl &Other, unsigned Kept,
                                 const Call &Site, unsigned Written,
                                 FileID File, Fix &Made) {
  const KnownCarrier Known = Edits.carrier(Other.getParamDecl(0)->getType());
  auto First = range(written(Site.Args[0]), /*Argument=*/true);
  auto Last = range(written(Site.Args[Written - Kept - 1]), /*Argument=*/true);
  if (!First || !Last)
    return WhyNoRange;
  const EditModel *Code = Edits.code(EditKind::Inject, File, Known.Type);
  if (!Code)
    return Refusal::NoTracing;
  Values Fill{{"carrier", expand(visibleHere(Known.Model->FromArguments),
                                 {{"arguments", "\n"}})}};
  if (!nameSpan(*Code, Site.E, Fill, Made))
    return Refusal::NoSpanInScope;
  std::string Text = expand(visibleHere(Code->Code), Fill);
  auto [Before, After] = llvm::StringRef(Text).split('\n');
  change(Made, First->Begin, 0, Before);
  change(Made, Last->End, 0, After);
  return includes(Made, File, {Code->Include, Known.Model->Include})
             ? Refusal::None
             : Refusal::NoHeader;
}

/// The call has no carrier at all: another overload of it has.
Refusal FixWriter::byOverload(const Call &Site, FileID File, Fix &Made) {
  // Another instantiation may have no such overload, or have more arguments.
  if (F.isTemplateInstantiation() || F.getInstantiatedFromMemberFunction() ||
      anyOf(Site.E, [](const Stmt &S) { return isa<PackExpansionExpr>(S); }))
    return Refusal::Template;
  unsigned Written = writtenArguments(Site);
  llvm::SmallVector<const FunctionDecl *, 8> Overloads;
  for (const NamedDecl *D :
       Site.Callee->getDeclContext()->getRedeclContext()->lookup(
           Site.Callee->getDeclName()))
    if (const auto *Other = dyn_cast<FunctionDecl>(D);
        Other && isa<CXXMethodDecl>(Other) == isa<CXXMethodDecl>(Site.Callee))
      Overloads.push_back(Other);
  for (const FunctionDecl *Other : Overloads)
    for (unsigned I = 0; I != Other->getNumParams(); ++I)
      if (takesHeaders(*Other, I, Site, Written))
        return withHeaders(*Other, I, Site, Written, File, Made);
  for (const FunctionDecl *Other : Overloads) {
    unsigned Count = Other->getNumParams();
    if (Count == 0 || !Written)
      continue;
    const KnownCarrier &Known =
        Edits.carrier(Other->getParamDecl(0)->getType());
    if (!Known.Model || Known.Model->FromArguments.empty())
      continue;
    // Trailing arguments that both take stay what they are.
    unsigned Kept = 0;
    while (Kept + 1 < Count && Kept + 1 < Written &&
           X.Context.hasSameType(
               Other->getParamDecl(Count - 1 - Kept)->getType(),
               Site.Callee->getParamDecl(Written - 1 - Kept)->getType()))
      ++Kept;
    if (Other->getMinRequiredArguments() <= 1 + Kept)
      return fromArguments(*Other, Kept, Site, Written, File, Made);
  }
  return Refusal::NoOverload;
}

/// The headers that were linked to a carrier of which the code names them, in
/// To as ", HEADERS". What was linked in sight stays; what may have been linked
/// out of sight would be lost.
Refusal FixWriter::linkedHeaders(const Call &Site, const Expr *Carrier,
                                 llvm::ArrayRef<Link> Links, std::string &To) {
  const ValueDecl *Root = rootOf(Carrier);
  const Link *Linked = nullptr;
  for (const Link &Each : Links)
    if (Root && rootOf(Each.Carrier) == Root) {
      if (Linked)
        return Refusal::HeadersElsewhere;
      Linked = &Each;
    }
  if (!Linked) {
    const auto *V = dyn_cast_or_null<VarDecl>(Root);
    return V && V->isLocalVarDecl() && !handedOut(*V)
               ? Refusal::None
               : Refusal::HeadersElsewhere;
  }
  // Linked on all ways to the send, and in scope there.
  for (const Stmt *S = Linked->Headers; S && !isa<CompoundStmt>(S);
       S = parents().getParent(S))
    if (isa<IfStmt, ForStmt, WhileStmt, CXXForRangeStmt, SwitchCase,
            ConditionalOperator>(S))
      return Refusal::HeadersElsewhere;
  const Stmt *Block = blockOf(Linked->Headers);
  bool Around = false;
  for (const Stmt *S = Site.E; S; S = parents().getParent(S))
    Around |= S == Block;
  std::string Headers = text(Linked->Headers);
  if (!Around || Headers.empty() || !visible(Linked->Headers, Site.E))
    return Refusal::HeadersElsewhere;
  byHelper(Site.At, Linked->Headers, Linked->Headers);
  To = ", " + Headers;
  return Refusal::None;
}

/// The carrier is an argument of the call.
Refusal FixWriter::intoCarrier(const Call &Site, const Expr *Carrier, int In,
                               bool Blocks, llvm::ArrayRef<Link> Links,
                               Fix &Made) {
  KnownCarrier Known = Edits.carrier(Carrier->getType());
  if (!Known)
    Known = Edits.carrier(parameter(Site, In));
  const Expr *Own = written(Carrier);
  const auto *Converted = dyn_cast<CXXMemberCallExpr>(Own);
  if (!Known || In < 0 || isa<CXXDefaultArgExpr>(Own) ||
      (Converted &&
       isa_and_nonnull<CXXConversionDecl>(Converted->getDirectCallee())))
    return Refusal::UnknownCarrier;
  // A temporary that stands for it would be gone when it is sent.
  llvm::StringRef StandIn =
      Known.Model ? llvm::StringRef(Known.Model->Code) : llvm::StringRef();
  if (!StandIn.empty() && !Blocks)
    return Refusal::Outlives;
  auto At = range(Own);
  if (!At)
    return WhyNoRange;
  std::string Headers;
  if (StandIn.contains("{headers}"))
    if (Refusal Why = linkedHeaders(Site, Own, Links, Headers);
        Why != Refusal::None)
      return Why;
  if (Headers.empty()) {
    byHelper(Site.At, Own, Site.E);
    byHelperInPlace(Site.At, Own);
  }
  wrapInjected(Own, Known, *At, Headers, parameter(Site, In), Made);
  return Made.Why;
}

void FixWriter::injection(const Call &Site, const Expr *Carrier, int In,
                          bool Blocks, llvm::ArrayRef<Link> Links) {
  Fix Made;
  Made.Kind = FixKind::Inject;
  Made.At = Site.At;
  Refusal Why = Refusal::NotInBody;
  if (parents().hasParent(Site.E)) {
    auto Whole = range(Site.E);
    Why = !Whole    ? WhyNoRange
          : Carrier ? intoCarrier(Site, Carrier, In, Blocks, Links, Made)
                    : byOverload(Site, SM.getFileID(Whole->Begin), Made);
  }
  if (Why != Refusal::None)
    refuse(FixKind::Inject, Site.At, Why);
  else
    done(std::move(Made));
}

void FixWriter::handedOver(const Call &Site) {
  int In = -1;
  KnownCarrier Known;
  for (unsigned I = 0; I != Site.Args.size(); ++I) {
    QualType T = Site.Args[I]->getType();
    if (X.TypeFacts.is(T, TypeRole::Request) ||
        has(X.TypeFacts.rolesOf(T), TypeRole::Pointer))
      continue;
    KnownCarrier Each = Edits.carrier(T);
    if (!Each)
      continue;
    if (Each.Model && !Each.Model->Code.empty()) {
      refuse(FixKind::Inject, Site.At, Refusal::HeadersElsewhere);
      continue;
    }
    if (In >= 0)
      return refuse(FixKind::Inject, Site.At, Refusal::SeveralCarriers);
    In = I;
    Known = Each;
  }
  if (In < 0)
    return;
  if (!parents().hasParent(Site.E))
    return refuse(FixKind::Inject, Site.At, Refusal::NotInBody);
  const Expr *Own = written(Site.Args[In]);
  if (isa<CXXDefaultArgExpr>(Own))
    return inPlaceOfDefault(Site, In, Known);
  auto At = range(Own);
  if (!At)
    return refuse(FixKind::Inject, Site.At, WhyNoRange);
  Fix Made;
  Made.Kind = FixKind::Inject;
  Made.At = Site.At;
  wrapInjected(Own, Known, *At, "", parameter(Site, In), Made);
  if (Made.Why != Refusal::None)
    return refuse(FixKind::Inject, Site.At, Made.Why);
  done(std::move(Made));
}

/// The first of the arguments that were left out is the carrier.
void FixWriter::inPlaceOfDefault(const Call &Site, int In,
                                 const KnownCarrier &Known) {
  auto Refuse = [&](Refusal Why) { refuse(FixKind::Inject, Site.At, Why); };
  auto Whole = range(Site.E);
  if (!Whole)
    return Refuse(WhyNoRange);
  FileID File = SM.getFileID(Whole->Begin);
  const EditModel *Code = Edits.code(EditKind::InjectNew, File, Known.Type);
  QualType T = parameter(Site, In);
  if (!Code || isPointer(T) || isa<CXXConstructExpr>(Site.E) ||
      (T->isLValueReferenceType() &&
       !T.getNonReferenceType().isConstQualified()) ||
      (In && isa<CXXDefaultArgExpr>(Site.Args[In - 1])))
    return Refuse(Refusal::NoOverload);
  Fix Made;
  Made.Kind = FixKind::Inject;
  Made.At = Site.At;
  Values Fill{{"type", Known.Type}};
  if (!nameSpan(*Code, Site.E, Fill, Made))
    return Refuse(Refusal::NoSpanInScope);
  change(Made, Site.E->getEndLoc(), 0,
         (In ? ", " : "") + expand(visibleHere(Code->Code), Fill));
  if (!includes(Made, File, {Code->Include, adapterOf(*Code, Known)}))
    return Refuse(Refusal::NoHeader);
  done(std::move(Made));
}

} // namespace trace_tidy
