// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/FixWriter.h"
#include "analysis/facts/FixSource.h"
#include "analysis/facts/Names.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace trace_tidy {

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

/// Where the line begins in which that place of a file is.
size_t FixWriter::lineStart(SourceLocation At) {
  llvm::StringRef Buffer = SM.getBufferData(SM.getFileID(At));
  return Buffer.rfind('\n', SM.getFileOffset(At)) + 1; // npos + 1 is 0
}

/// The blanks with which it begins.
std::string FixWriter::indentation(SourceLocation At) {
  return SM.getBufferData(SM.getFileID(At))
      .substr(lineStart(At))
      .take_while([](char C) { return C == ' ' || C == '\t'; })
      .str();
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
    return Init ? !isEmpty(Init) : isa<ParmVarDecl>(V) || isa<FieldDecl>(V);
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
    return has(X.TypeFacts.rolesBehind(V.getType()), TypeRole::Span) &&
           !V.getType()->isArrayType() &&
           (!V.getInit() || !isEmpty(V.getInit())) && !Edits.mayBeNull(V);
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

/// Fills in the span that the code names: one in scope, or the one that the
/// handler gets. False: there is none.
bool FixWriter::nameSpan(const EditModel &Code, const Stmt *At, Values &Fill,
                         Fix &To) {
  if (!llvm::StringRef(Code.Code).contains("{span}")) {
    To.Flags |= XF_Current;
    return true;
  }
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

/// How many arguments are in the source: not the defaults behind them.
unsigned FixWriter::writtenArguments(const Call &Site) {
  unsigned Written = Site.Args.size();
  while (Written && isa<CXXDefaultArgExpr>(Site.Args[Written - 1]))
    --Written;
  return Written;
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

} // namespace trace_tidy
