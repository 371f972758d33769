// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/FixWriter.h"
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace trace_tidy {

namespace {

std::string expand(llvm::StringRef Code,
                   const std::map<std::string, std::string> &Values) {
  std::string Result;
  while (!Code.empty()) {
    auto [Before, Rest] = Code.split('{');
    Result += Before;
    if (Before.size() == Code.size())
      break;
    auto [Name, After] = Rest.split('}');
    auto It = Values.find(Name.str());
    if (It != Values.end())
      Result += It->second;
    Code = After;
  }
  return Result;
}

std::string quoted(llvm::StringRef Text) {
  std::string Result = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Result += '\\';
    Result += C;
  }
  return Result + '"';
}

template <typename Fn> bool anyOf(const Stmt *S, Fn Wanted) {
  if (!S)
    return false;
  return Wanted(*S) || llvm::any_of(S->children(), [&](const Stmt *Child) {
           return anyOf(Child, Wanted);
         });
}

/// What was written: without conversions and copies that the compiler put
/// around it.
const Expr *written(const Expr *E) {
  for (;;) {
    const Expr *Next = E->IgnoreImplicit();
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(Next))
      return D;
    if (const auto *C = dyn_cast<CXXConstructExpr>(Next);
        C && !isa<CXXTemporaryObjectExpr>(C) && C->getNumArgs() >= 1 &&
        C->getConstructor()->isCopyOrMoveConstructor() &&
        C->getBeginLoc() == C->getArg(0)->getBeginLoc() &&
        C->getEndLoc() == C->getArg(0)->getEndLoc())
      Next = C->getArg(0);
    if (Next == E)
      return E;
    E = Next;
  }
}

bool isPointer(QualType T) {
  return T.getNonReferenceType()->isAnyPointerType();
}

/// Whether a T may refer to what it does not own: string_view and the like.
bool isView(QualType T) {
  if (T->isPointerType())
    return T->getPointeeType()->isAnyCharacterType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->hasDefinition() && R->hasTrivialDestructor() &&
         llvm::any_of(R->fields(), [](const FieldDecl *Field) {
           return Field->getType()->isPointerType() ||
                  Field->getType()->isReferenceType();
         });
}

/// The variable or field that an expression leads to: `V`, `*V`, `&V`,
/// `V.get()`, `this->V`.
const ValueDecl *rootOf(const Expr *E) {
  for (unsigned I = 0; E && I != 8; ++I) {
    E = strip(E);
    if (const auto *R = dyn_cast<DeclRefExpr>(E))
      return R->getDecl();
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (isa<CXXThisExpr>(strip(M->getBase())))
        return M->getMemberDecl();
      return nullptr;
    }
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
      E = C->getNumArgs() == 0 ? C->getImplicitObjectArgument() : nullptr;
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
      E = O->getNumArgs() == 1 ? O->getArg(0) : nullptr;
    else
      return nullptr;
  }
  return nullptr;
}

/// "POST /charges" out of "/charges?order=" and the like; "" where nothing of
/// the path is constant.
std::string pathOf(const Expr *E) {
  const StringLiteral *Literal = nullptr;
  anyOf(E, [&](const Stmt &S) {
    if (const auto *L = dyn_cast<StringLiteral>(&S);
        L && L->getCharByteWidth() == 1)
      Literal = L;
    return Literal != nullptr;
  });
  if (!Literal)
    return "";
  llvm::StringRef Path = Literal->getString();
  size_t Scheme = Path.find("://");
  if (Scheme != llvm::StringRef::npos) {
    size_t Slash = Path.find('/', Scheme + 3);
    Path = Slash == llvm::StringRef::npos ? "/" : Path.substr(Slash);
  }
  if (!Path.starts_with("/"))
    return "";
  bool Whole = !anyOf(E, [](const Stmt &S) {
    return isa<DeclRefExpr>(S) && isa<VarDecl>(cast<DeclRefExpr>(S).getDecl());
  });
  bool Query = Path.contains('?');
  if (!Whole && !Query)
    return ""; // what follows would be an identifier
  Path = Path.take_until([](char C) { return C == '?' || C == '#'; });
  llvm::SmallVector<llvm::StringRef, 8> Segments;
  Path.split(Segments, '/', -1, /*KeepEmpty=*/false);
  if (llvm::any_of(Segments, [](llvm::StringRef Each) {
        return llvm::all_of(Each, llvm::isDigit);
      }))
    return ""; // an identifier, as likely as not
  return Path.size() > 1 ? Path.str() : "";
}

/// "SELECT orders" out of a statement in SQL, "GET" out of a command.
std::string statementOf(llvm::ArrayRef<const Expr *> Args, bool Sql) {
  constexpr llvm::StringLiteral Verbs[] = {
      "SELECT",  "INSERT",   "UPDATE",    "DELETE",   "MERGE",   "WITH",
      "CREATE",  "DROP",     "ALTER",     "TRUNCATE", "BEGIN",   "START",
      "COMMIT",  "ROLLBACK", "SAVEPOINT", "CALL",     "COPY",    "EXPLAIN",
      "LISTEN",  "NOTIFY",   "SET",       "SHOW",     "PREPARE", "EXECUTE",
      "REPLACE", "PRAGMA",   "VACUUM",    "LOCK",     "GRANT",   "REVOKE"};
  for (const Expr *A : Args) {
    const StringLiteral *Literal = nullptr;
    anyOf(A, [&](const Stmt &S) {
      Literal = dyn_cast<StringLiteral>(&S);
      return Literal != nullptr;
    });
    if (!Literal || Literal->getCharByteWidth() != 1)
      continue;
    llvm::SmallVector<llvm::StringRef, 16> Words;
    llvm::SplitString(Literal->getString(), Words, " \t\r\n();,");
    if (Words.empty() || !llvm::all_of(Words[0], llvm::isAlpha))
      continue;
    std::string Name = Words[0].upper();
    if (Sql && !llvm::is_contained(Verbs, Name))
      continue;
    for (size_t I = 0; I + 1 < Words.size(); ++I)
      if (Words[I].equals_insensitive("from") ||
          Words[I].equals_insensitive("into") ||
          (I == 0 && Words[I].equals_insensitive("update"))) {
        if (llvm::all_of(Words[I + 1], [](char C) {
              return llvm::isAlnum(C) || C == '_' || C == '.';
            }))
          Name += " " + Words[I + 1].str();
        break;
      }
    return Name;
  }
  return "";
}

/// package.Service/Method, where the class is nested in the service's, as code
/// generators do it.
std::string rpcName(const FunctionDecl &Callee) {
  const auto *M = dyn_cast<CXXMethodDecl>(&Callee);
  const CXXRecordDecl *Service = M ? M->getParent() : nullptr;
  if (!Service || !isa<CXXRecordDecl>(Service->getDeclContext()))
    return "";
  while (const auto *Outer = dyn_cast<CXXRecordDecl>(Service->getDeclContext()))
    Service = Outer;
  std::string Name;
  llvm::SmallVector<llvm::StringRef, 6> Parts;
  std::string Qualified = qualifiedName(*Service);
  llvm::StringRef(Qualified).split(Parts, "::");
  for (llvm::StringRef Part : Parts)
    Name += (Name.empty() ? "" : ".") + Part.str();
  return Name + "/" + lastName(*M);
}

} // namespace

FixWriter::FixWriter(Extractor &X, const FunctionDecl &F, Function &Out)
    : X(X), F(F), Out(Out), Edits(X.Edits), SM(X.SM),
      Language(X.Context.getLangOpts()) {}

const ParentMap &FixWriter::parents() {
  if (!Parents)
    Parents = std::make_unique<ParentMap>(F.getBody());
  return *Parents;
}

/// The macro's name and arguments, where they are a whole argument of a call.
std::optional<FixWriter::Range> FixWriter::expansion(SourceLocation Begin,
                                                     SourceLocation Last) {
  CharSourceRange R = SM.getExpansionRange(Begin);
  if (SM.getExpansionRange(Last).getAsRange() != R.getAsRange() ||
      !R.isTokenRange())
    return std::nullopt;
  SourceLocation End = Lexer::getLocForEndOfToken(R.getEnd(), 0, SM, Language);
  llvm::StringRef Buffer = SM.getBufferData(SM.getFileID(R.getBegin()));
  llvm::StringRef Before =
      Buffer.take_front(SM.getFileOffset(R.getBegin())).rtrim();
  llvm::StringRef After = Buffer.drop_front(SM.getFileOffset(End)).ltrim();
  if (!(Before.ends_with("(") || Before.ends_with(",")) ||
      !(After.starts_with(")") || After.starts_with(",")))
    return std::nullopt;
  return Range{R.getBegin(), End};
}

/// Where the text of S stands in a file. Nothing in macros; but S may begin or
/// end with the whole expansion of one, and an argument may be one.
std::optional<FixWriter::Range> FixWriter::range(const Stmt *S, bool Argument) {
  WhyNoRange = Refusal::Macro;
  SourceLocation Begin = S->getBeginLoc(), Last = S->getEndLoc();
  if (Argument && Begin.isMacroID() && Last.isMacroID())
    if (auto Whole = expansion(Begin, Last))
      return Whole;
  if (Begin.isInvalid() || Last.isInvalid() ||
      (!Argument && Begin.isMacroID() && Last.isMacroID()) ||
      SM.isMacroArgExpansion(Begin) || SM.isMacroArgExpansion(Last))
    return std::nullopt;
  CharSourceRange R = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Begin, Last), SM, Language);
  if (R.isInvalid() || R.getBegin().isMacroID() ||
      SM.getFileID(R.getBegin()) != SM.getFileID(R.getEnd()))
    return std::nullopt;
  if (SM.getFileID(R.getBegin()) !=
      SM.getFileID(SM.getExpansionLoc(F.getBody()->getBeginLoc()))) {
    WhyNoRange = Refusal::Included;
    return std::nullopt;
  }
  return Range{R.getBegin(), R.getEnd()};
}

/// As it was written, also as the argument of a macro; "" where it is not
/// written in one piece.
std::string FixWriter::text(const Stmt *S) {
  CharSourceRange R = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S->getSourceRange()), SM, Language);
  return R.isInvalid() ? "" : Lexer::getSourceText(R, SM, Language).str();
}

void FixWriter::change(Fix &To, SourceLocation At, unsigned Length,
                       llvm::StringRef Text) {
  Change C;
  C.At = X.place(At);
  C.Length = Length;
  C.Text = X.sym(Text);
  To.Changes.push_back(C);
}

bool FixWriter::includes(Fix &To, FileID File,
                         std::initializer_list<std::string> Headers) {
  for (const std::string &Header : Headers)
    if (!Edits.include(File, Header, To))
      return false;
  return true;
}

void FixWriter::done(Fix Made) {
  for (const Fix &Each : Out.Fixes)
    if (Each.Kind == Made.Kind && Each.At == Made.At &&
        Each.Helper == Made.Helper && Each.Flags == Made.Flags)
      return;
  Out.Fixes.push_back(std::move(Made));
}

void FixWriter::refuse(FixKind Kind, PlaceId At, Refusal Why) {
  Fix None;
  None.Kind = Kind;
  None.At = At;
  None.Why = Why;
  done(std::move(None));
}

/// The block in which S stands.
const Stmt *FixWriter::blockOf(const Stmt *S) {
  while (S && !isa<CompoundStmt>(S))
    S = parents().getParent(S);
  return S;
}

/// The last variable declared before At, and visible there, that is wanted:
/// locals, parameters, captures and fields.
const VarDecl *
FixWriter::variableInScope(const Stmt *At,
                           llvm::function_ref<bool(const VarDecl &)> Wanted) {
  const VarDecl *Found = nullptr;
  auto Look = [&](const Stmt *S) {
    if (const auto *D = dyn_cast_or_null<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          if (SM.isBeforeInTranslationUnit(V->getEndLoc(), At->getBeginLoc()) &&
              Wanted(*V))
            Found = V;
  };
  for (const Stmt *S = At; S && !Found; S = parents().getParent(S)) {
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      for (const Stmt *Each : Block->body())
        Look(Each);
    else if (const auto *If = dyn_cast<IfStmt>(S)) {
      Look(If->getInit());
      Look(If->getConditionVariableDeclStmt());
    } else if (const auto *For = dyn_cast<ForStmt>(S))
      Look(For->getInit());
    else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
      Look(Range->getLoopVarStmt());
  }
  if (Found)
    return Found;
  for (const ParmVarDecl *P : F.parameters())
    if (!P->getName().empty() && Wanted(*P))
      return P;
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F);
      M && M->getParent()->isLambda())
    for (const LambdaCapture &C : M->getParent()->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          if (Wanted(*V))
            return V;
  return nullptr;
}

/// Whether Name means another variable than V at this place.
bool FixWriter::hidden(llvm::StringRef Name, const Stmt *At, const VarDecl *V) {
  const VarDecl *Nearest = variableInScope(
      At, [&](const VarDecl &Each) { return Each.getName() == Name; });
  return Nearest && Nearest != V;
}

/// "GetTracer(), " and the like, for where a tracer is the first argument.
std::string FixWriter::tracerInScope(const Stmt *At, FileID File) {
  llvm::StringRef Type = Edits.tracerType(File);
  // Not one that the code takes for null, or that is set later.
  auto Sure = [&](const ValueDecl &V, const Expr *Init) {
    if (Edits.mayBeNull(V))
      return false;
    if (!Init)
      return isa<ParmVarDecl>(V) || isa<FieldDecl>(V);
    Init = Init->IgnoreImplicit();
    const auto *C = dyn_cast<CXXConstructExpr>(Init);
    return !(C && C->getNumArgs() == 0) && !isa<CXXNullPtrLiteralExpr>(Init);
  };
  auto IsTracer = [&](QualType T) {
    T = T.getNonReferenceType();
    QualType Holds = X.TypeFacts.pointee(T);
    return !Holds.isNull() && T->isRecordType() && !isPointer(Holds) &&
           X.TypeFacts.isNamed(Holds, Type);
  };
  if (const VarDecl *V = variableInScope(At,
                                         [&](const VarDecl &V) {
                                           return IsTracer(V.getType()) &&
                                                  Sure(V, V.getInit());
                                         });
      V && !hidden(V->getName(), At, V))
    return V->getNameAsString() + ", ";
  // In a constructor a member may be set by what follows.
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F);
      M && !M->isStatic() && !M->getParent()->isLambda() &&
      !isa<CXXConstructorDecl>(M))
    for (const FieldDecl *Field : M->getParent()->fields())
      if (Field->getIdentifier() && IsTracer(Field->getType()) &&
          Sure(*Field, Field->getInClassInitializer()) &&
          !hidden(Field->getName(), At, nullptr))
        return Field->getNameAsString() + ", ";
  std::string Obtained = Edits.tracer(F, File);
  return Obtained.empty() ? "" : Obtained + ", ";
}

/// The variable that holds the span that is at hand.
const VarDecl *FixWriter::spanVariable(const Stmt *At) {
  return variableInScope(At, [&](const VarDecl &V) {
    const Expr *Init = V.getInit() ? V.getInit()->IgnoreImplicit() : nullptr;
    const auto *C = dyn_cast_or_null<CXXConstructExpr>(Init);
    bool Empty = isa_and_nonnull<CXXNullPtrLiteralExpr>(Init) ||
                 (C && C->getNumArgs() == 0);
    return has(X.TypeFacts.rolesBehind(V.getType()), TypeRole::Span) &&
           !V.getType()->isArrayType() && !Empty && !Edits.mayBeNull(V);
  });
}

/// The span that is at hand, as a reference.
std::string FixWriter::spanInScope(const Stmt *At) {
  const VarDecl *V = spanVariable(At);
  if (!V)
    return "";
  QualType T = V->getType().getNonReferenceType();
  bool Points = isPointer(T) || X.TypeFacts.is(T, TypeRole::Pointer);
  return (Points ? "*" : "") + V->getNameAsString();
}

/// Whether all local variables that E names can be named where From stands.
bool FixWriter::visible(const Expr *E, const Stmt *From) {
  return !anyOf(E, [&](const Stmt &S) {
    const auto *R = dyn_cast<DeclRefExpr>(&S);
    const auto *V = R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
    if (!V || V->hasGlobalStorage() || isa<ParmVarDecl>(V))
      return false;
    return variableInScope(From, [&](const VarDecl &Each) {
             return Each.getCanonicalDecl() == V->getCanonicalDecl();
           }) == nullptr;
  });
}

/// Whether V is an argument of a function of the project.
bool FixWriter::handedOut(const ValueDecl &V) {
  return anyOf(F.getBody(), [&](const Stmt &S) {
    const auto *Call = dyn_cast<CallExpr>(&S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || X.TypeFacts.isLibrary(*Callee))
      return false;
    return llvm::any_of(Call->arguments(),
                        [&](const Expr *A) { return rootOf(A) == &V; });
  });
}

std::string FixWriter::unusedName(llvm::StringRef Wanted) {
  auto Taken = [&](llvm::StringRef Name) {
    for (const ParmVarDecl *P : F.parameters())
      if (P->getName() == Name)
        return true;
    if (const auto *M = dyn_cast<CXXMethodDecl>(&F);
        M && M->getParent()->isLambda())
      for (const LambdaCapture &C : M->getParent()->captures())
        if (C.capturesVariable() && C.getCapturedVar()->getName() == Name)
          return true;
    if (llvm::is_contained(Given, Name))
      return true;
    return anyOf(F.getBody(), [&](const Stmt &S) {
      if (const auto *D = dyn_cast<DeclStmt>(&S))
        for (const Decl *Each : D->decls())
          if (const auto *N = dyn_cast<NamedDecl>(Each))
            if (N->getIdentifier() && N->getName() == Name)
              return true;
      if (const auto *R = dyn_cast<DeclRefExpr>(&S))
        return R->getDecl()->getIdentifier() && R->getDecl()->getName() == Name;
      if (const auto *M = dyn_cast<MemberExpr>(&S))
        return M->isImplicitAccess() && M->getMemberDecl()->getIdentifier() &&
               M->getMemberDecl()->getName() == Name;
      return false;
    });
  };
  std::string Name = Wanted.str();
  for (unsigned I = 2; Taken(Name); ++I)
    Name = (Wanted + "_" + llvm::Twine(I)).str();
  Given.push_back(Name);
  return Name;
}

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
  llvm::StringRef Template = Code.Code;
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
  } else if (!Fill.count("span")) {
    Made.Flags |= XF_Current;
  }
  if (!Parameter.empty())
    Made.Flags |= XF_Hands;
  auto [Before, After] = Template.split("{call}");
  std::string Signature = "(" + Parameter.str() + ")";
  if (E->isGLValue())
    Signature += " -> decltype(auto)";
  else if (Parameter.empty())
    Signature.clear();
  std::string Open =
      visibleHere(expand(Before, Fill)) + "[&]" + Signature + " {";
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
  size_t LineStart = Buffer.rfind('\n', Begin) + 1; // npos + 1 is 0
  size_t LineEnd = std::min(Buffer.find('\n', End), Buffer.size());
  bool Fits =
      !Buffer.slice(Begin, End).contains('\n') &&
      LineEnd - LineStart + Open.size() + Return.size() + 4 + Close.size() <=
          Edits.lineLimit(File);
  std::string Outer =
      Buffer.substr(LineStart)
          .take_while([](char C) { return C == ' ' || C == '\t'; })
          .str();
  std::string Inner = Outer + Edits.indentation(File).str();
  change(Made, At.Begin, 0, Open + (Fits ? " " : "\n" + Inner) + Return);
  change(Made, At.End, 0, ";" + (Fits ? " " : "\n" + Outer) + Close);
  if (!includes(Made, File, {Code.Include}) || Made.Why != Refusal::None)
    return Refuse(Refusal::NoHeader);
  done(std::move(Made));
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
    Fill["carrier"] =
        expand(StandIn, {{"carrier", "\n"}, {"headers", Headers.str()}});
  if (!nameSpan(*Code, Carrier, Fill, To)) {
    To.Why = Refusal::NoSpanInScope;
    return;
  }
  if (!Fill.count("span"))
    To.Flags |= XF_Current;
  std::string Whole = visibleHere(expand(Code->Code, Fill));
  auto [Before, After] = llvm::StringRef(Whole).split('\n');
  change(To, At.Begin, 0, Before);
  change(To, At.End, 0, After);
  if (!includes(To, File, {Code->Include, Adapter ? Adapter->Include : ""}))
    To.Why = Refusal::NoHeader;
}

/// Fills in the span that the code names: one in scope, or the one that the
/// handler gets. False: there is none.
bool FixWriter::nameSpan(const EditModel &Code, const Stmt *At, Values &Fill,
                         Fix &To) {
  if (!llvm::StringRef(Code.Code).contains("{span}"))
    return true;
  Fill["span"] = spanInScope(At);
  if (Fill["span"].empty() && Out.Request >= 0) {
    Fill["span"] = "*" + handlerVariable();
    To.Flags |= XF_Handler;
  }
  return !Fill["span"].empty();
}

/// The variable of the span that the handler gets.
const std::string &FixWriter::handlerVariable() {
  if (HandlerVariable.empty())
    HandlerVariable = unusedName("server_span");
  return HandlerVariable;
}

QualType FixWriter::parameter(const Call &Site, int In) {
  return In >= 0 && unsigned(In) < Site.Callee->getNumParams()
             ? Site.Callee->getParamDecl(In)->getType()
             : QualType();
}

/// The code with "::" before names of namespaces that others hide here.
std::string FixWriter::visibleHere(std::string Code) {
  for (size_t At = Code.find("::"); At != std::string::npos;
       At = Code.find("::", At + 2)) {
    size_t Begin = At;
    while (Begin && (llvm::isAlnum(Code[Begin - 1]) || Code[Begin - 1] == '_'))
      --Begin;
    if (Begin == At || (Begin >= 2 && Code.compare(Begin - 2, 2, "::") == 0))
      continue; // qualified already
    DeclarationName Name =
        &X.Context.Idents.get(Code.substr(Begin, At - Begin));
    for (const DeclContext *C = F.getDeclContext();
         C && !C->isTranslationUnit(); C = C->getParent())
      if (!C->getRedeclContext()->lookup(Name).empty()) {
        Code.insert(Begin, "::");
        At += 2;
        break;
      }
  }
  return Code;
}

/// Whether a statement can be put before the one that E is part of.
bool FixWriter::stands(const Expr *E, SourceLocation &Before) {
  const Stmt *S = E, *Inside = nullptr;
  for (; S && !isa<CompoundStmt>(S); S = parents().getParent(S)) {
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchCase, LabelStmt,
            LambdaExpr>(S))
      return false; // evaluated more than once, or elsewhere
    if (const auto *If = dyn_cast<IfStmt>(S))
      if (Inside == If->getThen() || Inside == If->getElse())
        return false;
    Inside = S;
  }
  if (!S || !Inside)
    return false;
  // It may begin with a macro that looks like a function.
  SourceLocation Begin = SM.getExpansionLoc(Inside->getBeginLoc());
  llvm::StringRef Buffer = SM.getBufferData(SM.getFileID(Begin));
  unsigned Offset = SM.getFileOffset(Begin);
  size_t LineStart = Buffer.rfind('\n', Offset) + 1;
  if (!Buffer.slice(LineStart, Offset).trim().empty() ||
      SM.getExpansionLoc(F.getBody()->getBeginLoc()).isMacroID() ||
      F.getBody()->getBeginLoc().isMacroID())
    return false;
  Before = Begin;
  return true;
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

/// The functions of the project that may inject into what Carrier is part of,
/// each as a statement before the one with Use.
void FixWriter::byHelper(PlaceId At, const Expr *Carrier, const Expr *Use) {
  const ValueDecl *Root = rootOf(Carrier);
  SourceLocation Before;
  if (!Root || (!isa<VarDecl>(Root) && !isa<FieldDecl>(Root)) ||
      !stands(Use, Before))
    return;
  const Stmt *Statement = Use;
  while (const Stmt *Up = parents().getParent(Statement)) {
    if (isa<CompoundStmt>(Up))
      break;
    Statement = Up;
  }
  if (!visible(Carrier, Statement))
    return;
  for (const FunctionDecl *H : Edits.injectors(Root->getType(), F)) {
    if (H->getCanonicalDecl() == F.getCanonicalDecl())
      continue;
    Fix Made;
    Made.Kind = FixKind::Inject;
    Made.At = At;
    Made.Helper = X.keyOf(*H);
    Made.Flags = XF_Apart;
    bool Address = H->getParamDecl(0)->getType()->isPointerType() &&
                   !isPointer(Root->getType());
    FileID File = SM.getFileID(Before);
    llvm::StringRef Buffer = SM.getBufferData(File);
    unsigned Offset = SM.getFileOffset(Before);
    size_t LineStart = Buffer.rfind('\n', Offset) + 1;
    change(Made, Before, 0,
           nameIn(*H, F) + "(" + (Address ? "&" : "") +
               Root->getNameAsString() + ");\n" +
               Buffer.slice(LineStart, Offset).str());
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
    Fix Made;
    Made.Kind = FixKind::Inject;
    Made.At = At;
    Made.Helper = X.keyOf(*H);
    bool Address = H->getParamDecl(0)->getType()->isPointerType() &&
                   !isPointer(Root->getType());
    change(Made, Where->Begin, 0,
           "(" + nameIn(*H, F) + "(" + (Address ? "&" : "") +
               Root->getNameAsString() + "), ");
    change(Made, Where->End, 0, ")");
    done(std::move(Made));
  }
}

void FixWriter::injection(const Call &Site, const Expr *Carrier, int In,
                          bool Blocks, llvm::ArrayRef<Link> Links) {
  Fix Made;
  Made.Kind = FixKind::Inject;
  Made.At = Site.At;
  auto Refuse = [&](Refusal Why) { refuse(FixKind::Inject, Site.At, Why); };
  auto Finish = [&] {
    if (Made.Why != Refusal::None)
      return Refuse(Made.Why);
    done(std::move(Made));
  };
  if (!parents().hasParent(Site.E))
    return Refuse(Refusal::NotInBody);
  auto Whole = range(Site.E);
  if (!Whole)
    return Refuse(WhyNoRange);
  FileID File = SM.getFileID(Whole->Begin);
  unsigned Written = Site.Args.size();
  while (Written && isa<CXXDefaultArgExpr>(Site.Args[Written - 1]))
    --Written;

  if (Carrier) {
    KnownCarrier Known = Edits.carrier(Carrier->getType());
    if (!Known && In >= 0 && unsigned(In) < Site.Callee->getNumParams())
      Known = Edits.carrier(Site.Callee->getParamDecl(In)->getType());
    if (!Known)
      return Refuse(Refusal::UnknownCarrier);
    const Expr *Own = written(Carrier);
    const auto *Converted = dyn_cast<CXXMemberCallExpr>(Own);
    if (isa<CXXDefaultArgExpr>(Own) || In < 0 ||
        (Converted &&
         isa_and_nonnull<CXXConversionDecl>(Converted->getDirectCallee())))
      return Refuse(Refusal::UnknownCarrier);
    if (Known.Model && !Known.Model->Code.empty() && !Blocks)
      return Refuse(Refusal::Outlives);
    auto At = range(Own);
    if (!At)
      return Refuse(WhyNoRange);
    std::string Headers;
    if (Known.Model &&
        llvm::StringRef(Known.Model->Code).contains("{headers}")) {
      // What was linked to it in sight stays; what may have been linked out
      // of sight would be lost.
      const ValueDecl *Root = rootOf(Own);
      const Link *Linked = nullptr;

      for (const Link &Each : Links)
        if (Root && rootOf(Each.Carrier) == Root) {
          if (Linked)
            return Refuse(Refusal::HeadersElsewhere);
          Linked = &Each;
        }
      if (Linked) {
        const Stmt *Block = blockOf(Linked->Headers);
        bool Around = false;
        for (const Stmt *S = Site.E; S; S = parents().getParent(S))
          Around |= S == Block;
        Headers = text(Linked->Headers);
        if (!Around || Headers.empty() || !visible(Linked->Headers, Site.E))
          return Refuse(Refusal::HeadersElsewhere);
        byHelper(Site.At, Linked->Headers, Linked->Headers);
        Headers = ", " + Headers;
      } else if (const auto *V = dyn_cast_or_null<VarDecl>(Root);
                 !V || !V->isLocalVarDecl() || handedOut(*V)) {
        return Refuse(Refusal::HeadersElsewhere);
      }
    }
    if (Headers.empty()) {
      byHelper(Site.At, Own, Site.E);
      byHelperInPlace(Site.At, Own);
    }
    wrapInjected(Own, Known, *At, Headers, parameter(Site, In), Made);
    return Finish();
  }

  // Another instantiation may have no such overload, or have more arguments.
  if (F.isTemplateInstantiation() || F.getInstantiatedFromMemberFunction() ||
      anyOf(Site.E, [](const Stmt &S) { return isa<PackExpansionExpr>(S); }))
    return Refuse(Refusal::Template);
  // An overload with one more parameter, for the headers.
  const EditModel *Code = nullptr;
  const auto *Method = dyn_cast<CXXMethodDecl>(Site.Callee);
  const DeclContext *Home = Site.Callee->getDeclContext()->getRedeclContext();
  auto Same = [&](const ParmVarDecl *A, const ParmVarDecl *B) {
    return X.Context.hasSameType(A->getType(), B->getType());
  };
  for (const NamedDecl *D : Home->lookup(Site.Callee->getDeclName())) {
    const auto *Other = dyn_cast<FunctionDecl>(D);
    if (!Other || (Method && !isa<CXXMethodDecl>(Other)))
      continue;
    unsigned Count = Site.Callee->getNumParams();
    for (unsigned K = 0; K < Other->getNumParams(); ++K) {
      KnownCarrier Known = Edits.carrier(Other->getParamDecl(K)->getType());
      if (!Known || K > Written)
        continue;
      // Further parameters behind may have defaults.
      QualType Wanted = Other->getParamDecl(K)->getType();
      if (Wanted->isPointerType() ||
          (Wanted->isReferenceType() &&
           !Wanted.getNonReferenceType().isConstQualified()))
        continue; // it is written to
      bool Fits = Other->getNumParams() > Written &&
                  Other->getMinRequiredArguments() <= Written + 1;
      for (unsigned I = 0; Fits && I != Written; ++I)
        Fits = I < Count && Same(Site.Callee->getParamDecl(I),
                                 Other->getParamDecl(I < K ? I : I + 1));
      if (!Fits)
        continue;
      Code = Edits.code(EditKind::InjectNew, File, Known.Type);
      if (!Code)
        return Refuse(Refusal::NoTracing);
      Values Fill{{"type", Known.Type}};
      if (!nameSpan(*Code, Site.E, Fill, Made))
        return Refuse(Refusal::NoSpanInScope);
      SourceLocation Place = Site.E->getEndLoc();
      std::string Before = Written ? ", " : "", After;
      if (K < Written) {
        auto Next = range(written(Site.Args[K]), true);
        if (!Next)
          return Refuse(WhyNoRange);
        Place = Next->Begin;
        std::swap(Before, After);
        After = ", ";
      }
      for (const FunctionDecl *H : Edits.injectors(
               Wanted.getNonReferenceType().getUnqualifiedType(), F)) {
        Fix By;
        By.Kind = FixKind::Inject;
        By.At = Site.At;
        By.Helper = X.keyOf(*H);
        By.Flags = XF_Current;
        bool Address = H->getParamDecl(0)->getType()->isPointerType();
        change(By, Place, 0,
               Before + "[&] { " + Known.Type + " headers; " + nameIn(*H, F) +
                   "(" + (Address ? "&" : "") +
                   "headers); return headers; }()" + After);
        done(std::move(By));
      }
      change(Made, Place, 0,
             Before + visibleHere(expand(Code->Code, Fill)) + After);
      if (!includes(Made, File,
                    {Code->Include, Code->Owner->Tracing && Known.Model
                                        ? Known.Model->Include
                                        : ""}))
        return Refuse(Refusal::NoHeader);
      return Finish();
    }
  }
  // An overload that takes a carrier made from these arguments.
  for (const NamedDecl *D : Home->lookup(Site.Callee->getDeclName())) {
    const auto *Other = dyn_cast<FunctionDecl>(D);
    if (!Other || Other->getNumParams() == 0 || !Written)
      continue;
    KnownCarrier Known = Edits.carrier(Other->getParamDecl(0)->getType());
    if (!Known.Model || Known.Model->FromArguments.empty())
      continue;
    // Trailing arguments that both take stay what they are.
    unsigned Kept = 0;
    while (Kept + 1 < Other->getNumParams() && Kept + 1 < Written &&
           Same(Other->getParamDecl(Other->getNumParams() - 1 - Kept),
                Site.Callee->getParamDecl(Written - 1 - Kept)))
      ++Kept;
    if (Other->getMinRequiredArguments() > 1 + Kept)
      continue;
    auto First = range(written(Site.Args[0]), true);
    auto Last = range(written(Site.Args[Written - Kept - 1]), true);
    if (!First || !Last)
      return Refuse(WhyNoRange);
    Code = Edits.code(EditKind::Inject, File, Known.Type);
    if (!Code)
      return Refuse(Refusal::NoTracing);
    Values Fill{
        {"carrier", expand(Known.Model->FromArguments, {{"arguments", "\n"}})}};
    if (!nameSpan(*Code, Site.E, Fill, Made))
      return Refuse(Refusal::NoSpanInScope);
    std::string Text = visibleHere(expand(Code->Code, Fill));
    auto [Before, After] = llvm::StringRef(Text).split('\n');
    change(Made, First->Begin, 0, Before);
    change(Made, Last->End, 0, After);
    if (!includes(Made, File, {Code->Include, Known.Model->Include}))
      return Refuse(Refusal::NoHeader);
    return Finish();
  }
  Refuse(Refusal::NoOverload);
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
         (In ? ", " : "") + visibleHere(expand(Code->Code, Fill)));
  if (!includes(Made, File,
                {Code->Include, Code->Owner->Tracing && Known.Model
                                    ? Known.Model->Include
                                    : ""}))
    return Refuse(Refusal::NoHeader);
  done(std::move(Made));
}

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
  // Work that goes on when it returns: continuations that nobody waits for, a
  // new object that the framework takes over.
  bool Continues = false, Waits = false;
  for (const Block &B : Out.Blocks)
    for (const Instr &I : B.Instrs) {
      Continues |= I.Code == Op::Continuation;
      Waits |= I.Code == Op::Block && I.Category == BlockCategory::Future;
    }
  if ((Continues && !Waits) || anyOf(Body, [](const Stmt &S) {
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
  std::string Text = visibleHere(expand(Code->Code, Fill));
  // On a line of its own if the first statement has one.
  llvm::StringRef Buffer = SM.getBufferData(File);
  unsigned Open = SM.getFileOffset(Brace);
  unsigned First = SM.getFileOffset(Body->body_front()->getBeginLoc());
  size_t LineStart = Buffer.rfind('\n', First) + 1;
  if (LineStart > Open)
    Text = "\n" +
           Buffer.substr(LineStart)
               .take_while([](char C) { return C == ' ' || C == '\t'; })
               .str() +
           Text;
  else
    Text = " " + Text;
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
  unsigned Written = Site.Args.size();
  while (Written && isa<CXXDefaultArgExpr>(Site.Args[Written - 1]))
    --Written;
  const Expr *Own = Options ? written(Options) : nullptr;
  if (Own && isa<CXXDefaultArgExpr>(Own))
    Own = nullptr;
  std::string Include;
  Values Fill{{"request", Request}};
  SourceLocation Close = Site.E->getEndLoc(); // the parenthesis
  if (const EditModel *Reference =
          Edits.code(EditKind::RemoteReference, File)) {
    std::string Text = visibleHere(expand(Reference->Code, Fill));
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
    std::string Text = visibleHere(expand(Code->Code, Fill));
    auto [Before, After] = llvm::StringRef(Text).split('\n');
    change(Made, At->Begin, 0, Before);
    change(Made, At->End, 0, After);
    Include = Code->Include;
  } else {
    const EditModel *Code = Edits.code(EditKind::RemoteOptions, File);
    if (!Code)
      return Refuse(Refusal::NoTracing);
    change(Made, Close, 0,
           (Written ? ", " : "") + visibleHere(expand(Code->Code, Fill)));
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
