// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/EditContext.h"
#include "analysis/facts/Extractor.h"
#include "analysis/facts/FixSource.h"
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "clang/Format/Format.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace trace_tidy {

HeaderLookup headersOf(Preprocessor &Pp) {
  return [&Pp](llvm::StringRef Name) {
    const HeaderSearch &Search = Pp.getHeaderSearchInfo();
    for (const DirectoryLookup &Each : Search.search_dir_range()) {
      if (!Each.isNormalDir())
        continue;
      llvm::SmallString<256> Path(Each.getName());
      llvm::sys::path::append(Path, Name);
      if (Pp.getFileManager().getOptionalFileRef(Path))
        return true;
    }
    return false;
  };
}

std::string httpMethod(llvm::StringRef Name) {
  constexpr llvm::StringLiteral Methods[] = {"GET",     "HEAD",  "POST",
                                             "PUT",     "PATCH", "DELETE",
                                             "OPTIONS", "TRACE", "CONNECT"};
  if (Name.equals_insensitive("del")) // `delete` is a keyword
    return "DELETE";
  for (llvm::StringRef Each : Methods)
    if (Name.equals_insensitive(Each))
      return Each.str();
  return "";
}

bool EditContext::findable(llvm::StringRef Header) {
  if (!Headers || Header.empty())
    return true;
  auto [It, New] = Found.try_emplace(Header.str(), false);
  if (New)
    It->second = Headers(Header);
  return It->second;
}

/// Whether the translation unit declares a type of this qualified name.
bool EditContext::declared(llvm::StringRef Type) {
  const DeclContext *Scope = X.Context.getTranslationUnitDecl();
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  Type.split(Parts, "::");
  for (llvm::StringRef Part : Parts) {
    if (!Scope)
      return false;
    const NamedDecl *Next = nullptr;
    for (const NamedDecl *D : Scope->lookup(&X.Context.Idents.get(Part)))
      if (isa<NamespaceDecl, TagDecl>(D))
        Next = D;
    if (!Next)
      return false;
    Scope = dyn_cast<DeclContext>(Next);
  }
  return true;
}

/// The model of the tracing API that a file uses: the one with which it starts
/// spans, else one that it has, else one that it could have.
const Model *EditContext::api(FileID File) {
  auto [It, New] = Apis.try_emplace(File, nullptr);
  if (!New)
    return It->second;
  scan();
  const Model *Result = Used.lookup(File);
  for (bool Declared : {true, false})
    for (const auto &M : X.Models.models())
      if (!Result && M->Tracing &&
          (Declared ? declared(M->Tracing->Type)
                    : findable(M->Tracing->Header)))
        Result = M.get();
  return Apis[File] = Result;
}

llvm::StringRef EditContext::tracerType(FileID File) {
  const Model *Api = api(File);
  return Api ? llvm::StringRef(Api->Tracing->Type) : llvm::StringRef();
}

const EditModel *EditContext::code(EditKind Kind, FileID File,
                                   llvm::StringRef Carrier) {
  const Model *Api = api(File);
  // A type that a project's edit names is known to that edit alone.
  bool Named = llvm::any_of(X.Models.carriers(), [&](const CarrierModel *C) {
    return llvm::is_contained(C->Types, Carrier);
  });
  for (const EditModel *E : llvm::reverse(X.Models.edits()))
    if (E->Kind == Kind && (!E->Owner->Tracing || E->Owner == Api) &&
        (llvm::is_contained(E->Carriers, Carrier) ||
         (E->Carriers.empty() && (Carrier.empty() || Named))))
      return E;
  return nullptr;
}

const KnownCarrier &EditContext::carrier(QualType T) {
  auto [It, New] = Carriers.try_emplace(T.getAsOpaquePtr());
  KnownCarrier &Found = It->second;
  if (!New || T.isNull() || T->isArithmeticType())
    return Found;
  for (const CarrierModel *C : X.Models.carriers())
    for (const std::string &Name : C->Types)
      if (X.TypeFacts.isNamed(T, Name))
        Found = {C, Name};
  for (const EditModel *E : X.Models.edits())
    for (const std::string &Name : E->Carriers)
      if (X.TypeFacts.isNamed(T, Name))
        Found = {nullptr, Name};
  return Found;
}

EditContext::FileStyle &EditContext::style(FileID File) {
  FileStyle &Style = Styles[File];
  if (Style.Includes)
    return Style;
  llvm::StringRef Code = X.SM.getBufferData(File);
  std::string Name = fileName(X.SM, File);
  format::FormatStyle Format = format::getLLVMStyle();
  if (auto Found =
          format::getStyle("file", Name, "LLVM", Code,
                           &X.SM.getFileManager().getVirtualFileSystem(),
                           /*AllowUnknownOptions=*/true))
    Format = *Found;
  else
    llvm::consumeError(Found.takeError());
  Style.Includes = std::make_unique<tooling::HeaderIncludes>(
      Name, Code, Format.IncludeStyle);
  // As long as the longest line, within reason; the first indented line tells
  // the step.
  for (llvm::StringRef Rest = Code; !Rest.empty();) {
    auto [Line, Next] = Rest.split('\n');
    Rest = Next;
    Style.Limit = std::max<unsigned>(Style.Limit, Line.size());
    llvm::StringRef Indent =
        Line.take_while([](char C) { return C == ' ' || C == '\t'; });
    llvm::StringRef Text = Line.drop_front(Indent.size());
    if (Style.Step.empty() && !Indent.empty() && !Text.empty() &&
        Text.front() != '*' && Indent.size() <= 8)
      Style.Step = Indent.front() == '\t' ? "\t" : Indent.str();
  }
  Style.Limit = std::clamp(Style.Limit, 80u, 120u);
  if (Style.Step.empty())
    Style.Step = "  ";
  return Style;
}

unsigned EditContext::lineLimit(FileID File) { return style(File).Limit; }
llvm::StringRef EditContext::indentation(FileID File) {
  return style(File).Step;
}

bool EditContext::include(FileID File, llvm::StringRef Header, Fix &To) {
  if (Header.empty())
    return true;
  if (!findable(Header))
    return false;
  bool Angled = true;
  if (auto R = style(File).Includes->insert(
          Header, Angled, tooling::IncludeDirective::Include)) {
    Change C;
    C.At = X.place(X.SM.getComposedLoc(File, R->getOffset()));
    C.Length = R->getLength();
    C.Text = X.sym(R->getReplacementText());
    To.Changes.push_back(C);
  }
  return true;
}

namespace {

/// What stands the same wherever it is written in the namespace: calls of
/// functions at namespace scope, globals, literals.
bool isGlobal(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *C = dyn_cast<ExprWithCleanups>(E))
    return isGlobal(C->getSubExpr());
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return isGlobal(M->getSubExpr());
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return isGlobal(B->getSubExpr());
  if (isa<StringLiteral, IntegerLiteral, CXXBoolLiteralExpr, CXXDefaultArgExpr>(
          E))
    return true;
  if (const auto *R = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(R->getDecl()))
      return !isa<CXXMethodDecl>(F) || cast<CXXMethodDecl>(F)->isStatic();
    const auto *V = dyn_cast<VarDecl>(R->getDecl());
    // One without a value is set later.
    return V && V->hasGlobalStorage() && !V->isStaticLocal() &&
           !V->isStaticDataMember() && !isEmpty(V->getAnyInitializer());
  }
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return !M->isImplicitAccess() && isGlobal(M->getBase());
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return llvm::all_of(C->arguments(), isGlobal);
  if (const auto *C = dyn_cast<CallExpr>(E))
    return isGlobal(C->getCallee()) && llvm::all_of(C->arguments(), isGlobal);
  return false;
}

/// Whether all that E names is declared before that place.
bool declaredBefore(const Stmt *E, SourceLocation Place,
                    const SourceManager &SM) {
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    if (!SM.isBeforeInTranslationUnit(
            R->getDecl()->getCanonicalDecl()->getLocation(), Place))
      return false;
  return llvm::all_of(E->children(), [&](const Stmt *Child) {
    return !Child || declaredBefore(Child, Place, SM);
  });
}

const NamespaceDecl *namespaceOf(const FunctionDecl &F) {
  const DeclContext *C = F.getDeclContext();
  while (C && !C->isNamespace())
    C = C->getParent();
  return dyn_cast_or_null<NamespaceDecl>(C);
}

/// The function that a callable in the source is: a lambda, `f`, `&C::m`.
const FunctionDecl *functionOf(const Expr *E) {
  for (unsigned I = 0; E && I != 12; ++I) {
    E = strip(E);
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return L->getCallOperator();
    if (const auto *R = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<FunctionDecl>(R->getDecl());
    if (const auto *C = dyn_cast<CXXConstructExpr>(E))
      E = C->getNumArgs() ? C->getArg(0) : nullptr;
    else if (const auto *Call = dyn_cast<CallExpr>(E)) // bind(&C::m, ...)
      E = Call->getNumArgs() ? Call->getArg(0) : nullptr;
    else
      return nullptr;
  }
  return nullptr;
}

/// The one function that a lambda's body consists of calling.
const FunctionDecl *forwardsTo(const FunctionDecl &F) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(F.getBody());
  if (!Body || Body->size() != 1)
    return nullptr;
  const Stmt *Only = Body->body_front();
  if (const auto *R = dyn_cast<ReturnStmt>(Only))
    Only = R->getRetValue();
  const auto *E = dyn_cast_or_null<Expr>(Only);
  const auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreImplicit()) : nullptr;
  return Call ? Call->getDirectCallee() : nullptr;
}

const Expr *argument(const CallExpr &Call, const PlaceRef &P) {
  return P.K == PlaceRef::Arg && P.Index < Call.getNumArgs()
             ? Call.getArg(P.Index)
             : nullptr;
}

} // namespace

/// Notes what is asked for null: `if (v)`, `!v`, `v == nullptr`.
void EditContext::scanTests(const Stmt &S) {
  auto Note = [&](const Expr *E) {
    E = strip(E);
    if (const auto *R = dyn_cast<DeclRefExpr>(E))
      Asked.insert(R->getDecl()->getCanonicalDecl());
    else if (const auto *M = dyn_cast<MemberExpr>(E))
      Asked.insert(M->getMemberDecl()->getCanonicalDecl());
  };
  auto IsNull = [](const Expr *E) {
    return isa<CXXNullPtrLiteralExpr>(E->IgnoreParenImpCasts());
  };
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&S)) {
    if (isa_and_nonnull<CXXConversionDecl>(Call->getDirectCallee()) &&
        Call->getType()->isBooleanType())
      Note(Call->getImplicitObjectArgument());
  } else if (const auto *Cast = dyn_cast<CastExpr>(&S)) {
    if (Cast->getCastKind() == CK_PointerToBoolean)
      Note(Cast->getSubExpr());
  } else if (const auto *B = dyn_cast<BinaryOperator>(&S)) {
    if (B->isEqualityOp() && (IsNull(B->getLHS()) || IsNull(B->getRHS())))
      Note(IsNull(B->getLHS()) ? B->getRHS() : B->getLHS());
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&S)) {
    if ((O->getOperator() == OO_EqualEqual ||
         O->getOperator() == OO_ExclaimEqual) &&
        O->getNumArgs() == 2 && (IsNull(O->getArg(0)) || IsNull(O->getArg(1))))
      Note(IsNull(O->getArg(0)) ? O->getArg(1) : O->getArg(0));
  } else if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(&S)) {
    if (IsNull(R->getLHS()) || IsNull(R->getRHS()))
      Note(IsNull(R->getLHS()) ? R->getRHS() : R->getLHS());
  }
}

bool EditContext::mayBeNull(const ValueDecl &V) {
  scan();
  return Asked.contains(V.getCanonicalDecl());
}

void EditContext::scan(const Stmt *S, const FunctionDecl &In) {
  if (!S)
    return;
  for (const Stmt *Child : S->children())
    scan(Child, In);
  scanTests(*S);
  const auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return;
  for (auto &[E, Name] : X.entriesFor(*Callee)) {
    if (E->R == Role::SpanStart) {
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      FileID File = X.SM.getFileID(X.SM.getFileLoc(Call->getBeginLoc()));
      if (E->Owner->Tracing)
        Used.try_emplace(File, E->Owner);
      if (!Member)
        continue;
      const Expr *Object = strip(Member->getImplicitObjectArgument());
      for (unsigned I = 0; I != 4; ++I) {
        const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Object);
        if (Arrow && Arrow->getNumArgs() == 1)
          Object = strip(Arrow->getArg(0));
        // What the variable was made from can be written elsewhere too.
        const auto *R = dyn_cast<DeclRefExpr>(Object);
        const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
        if (!V || V->hasGlobalStorage() || !V->getInit())
          break;
        Object = strip(V->getInit());
        if (const auto *Copy = dyn_cast<CXXConstructExpr>(Object);
            Copy && Copy->getNumArgs() == 1)
          Object = strip(Copy->getArg(0));
      }
      if (isGlobal(Object) && !Object->getBeginLoc().isMacroID())
        Tracers[File].push_back({Object, &In});
    } else if (E->R == Role::Handler) {
      const Expr *Route = argument(*Call, E->place(Key::Route));
      const Expr *Callable = argument(*Call, E->place(Key::Callable));
      const FunctionDecl *F = Callable ? functionOf(Callable) : nullptr;
      if (!F)
        continue;
      std::string Text = httpMethod(lastName(*Callee));
      if (Route) {
        const Expr *Literal = strip(Route);
        while (const auto *C = dyn_cast<CXXConstructExpr>(Literal)) {
          if (!C->getNumArgs())
            break;
          Literal = strip(C->getArg(0));
        }
        if (const auto *L = dyn_cast<StringLiteral>(Literal);
            L && L->getCharByteWidth() == 1)
          Text += (Text.empty() ? "" : " ") + L->getString().str();
      }
      Routes.try_emplace(F->getCanonicalDecl(), Text);
      if (const FunctionDecl *To = forwardsTo(*F))
        Routes.try_emplace(To->getCanonicalDecl(), Text);
    }
  }
}

void EditContext::noteFunction(const FunctionDecl &F) {
  if (F.isMain() || F.isTemplated() || isa<CXXMethodDecl>(F) ||
      F.getNumParams() == 0 || F.getMinRequiredArguments() > 1 ||
      !F.getIdentifier() || F.getPreviousDecl())
    return;
  QualType T = F.getParamDecl(0)->getType();
  QualType To = T->isPointerType()           ? T->getPointeeType()
                : T->isLValueReferenceType() ? T.getNonReferenceType()
                                             : QualType();
  if (!To.isNull() && !To.isConstQualified() && !To->isFunctionType())
    OneArgument.push_back(&F);
}

llvm::SmallVector<const FunctionDecl *, 2>
EditContext::injectors(QualType Type, const FunctionDecl &F) {
  llvm::SmallVector<const FunctionDecl *, 2> Result;
  Type = Type.getNonReferenceType();
  for (const FunctionDecl *Each : OneArgument) {
    QualType T = Each->getParamDecl(0)->getType();
    QualType To = T->isPointerType() && !Type->isPointerType()
                      ? T->getPointeeType()
                      : T.getNonReferenceType();
    if (Type.isConstQualified() ||
        !X.Context.hasSameUnqualifiedType(To, Type) ||
        !X.SM.isBeforeInTranslationUnit(Each->getLocation(), F.getLocation()))
      continue;
    Result.push_back(Each);
  }
  return Result;
}

void EditContext::scan() {
  if (Scanned)
    return;
  Scanned = true;
  for (const FunctionDecl *F : X.functions())
    if (!isa<CXXMethodDecl>(F) ||
        !cast<CXXMethodDecl>(F)->getParent()->isLambda())
      scan(F->getBody(), *F);
}

std::string EditContext::route(const FunctionDecl &F) {
  scan();
  return Routes.lookup(F.getCanonicalDecl());
}

std::string EditContext::tracer(const FunctionDecl &F, FileID File) {
  scan();
  constexpr size_t MaxLength = 90;
  for (const Obtained &Each : Tracers[File]) {
    if (namespaceOf(*Each.In) != namespaceOf(F) ||
        !declaredBefore(Each.Tracer, F.getLocation(), X.SM))
      continue;
    QualType Holds = X.TypeFacts.pointee(Each.Tracer->getType());
    if (Holds.isNull() || !X.TypeFacts.isNamed(Holds, tracerType(File)))
      continue;
    llvm::StringRef Text = Lexer::getSourceText(
        CharSourceRange::getTokenRange(Each.Tracer->getSourceRange()), X.SM,
        X.Context.getLangOpts());
    if (!Text.empty() && Text.size() <= MaxLength && !Text.contains('\n'))
      return Text.str();
  }
  return "";
}

} // namespace trace_tidy
