// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Extractor.h"
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "analysis/summary/Hash.h"
#include "analysis/summary/Link.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace trace_tidy {

PlaceId Extractor::place(SourceLocation L) {
  if (L.isInvalid())
    return 0;
  if (L.isMacroID() && SM.isMacroBodyExpansion(L) && SM.isInSystemMacro(L))
    return 0;
  L = SM.getFileLoc(L);
  auto [It, New] = PlaceIds.try_emplace(L.getRawEncoding(), 0);
  if (!New)
    return It->second;
  auto [File, Offset] = SM.getDecomposedLoc(L);
  auto [Name, NewFile] = FileNames.try_emplace(File, 0);
  if (NewFile)
    Name->second = sym(fileName(SM, File));
  if (!Name->second)
    return 0;
  Place P;
  P.File = Name->second;
  P.Line = SM.getLineNumber(File, Offset);
  P.Column = SM.getColumnNumber(File, Offset);
  P.Offset = Offset;
  Tu.Places.push_back(P);
  return PlaceIds[L.getRawEncoding()] = Tu.Places.size() - 1;
}

const std::string &Extractor::nameOf(const NamedDecl &D) {
  const auto *Canonical = cast<NamedDecl>(D.getCanonicalDecl());
  auto It = QualifiedNames.find(Canonical);
  if (It == QualifiedNames.end())
    It = QualifiedNames.try_emplace(Canonical, qualifiedName(D)).first;
  return It->second;
}

Sym Extractor::keyOf(const FunctionDecl &D) {
  Sym &Key = Keys[D.getCanonicalDecl()];
  if (!Key)
    Key = sym(functionKey(D));
  return Key;
}

Sym Extractor::keyOf(const CXXRecordDecl &D) {
  Sym &Key = Keys[D.getCanonicalDecl()];
  if (!Key)
    Key = sym(classKey(D));
  return Key;
}

namespace {
/// `*::Stub::*`: each component is a name, a prefix and '*', or '*' alone;
/// a first '*' may stand for several.
bool matchesWildcard(llvm::StringRef Pattern, llvm::StringRef Name) {
  llvm::SmallVector<llvm::StringRef, 6> P, N;
  Pattern.split(P, "::");
  Name.split(N, "::");
  while (!P.empty() && !N.empty()) {
    if (P.size() == 1 && P.back() == "*")
      return true;
    llvm::StringRef Prefix = P.back();
    bool Open = Prefix.consume_back("*");
    if (Open ? !N.back().starts_with(Prefix) : P.back() != N.back())
      return false;
    P.pop_back();
    N.pop_back();
  }
  return P.empty() && N.empty();
}
} // namespace

llvm::ArrayRef<std::pair<const Entry *, const std::string *>>
Extractor::entriesFor(const FunctionDecl &F) {
  const FunctionDecl *Canonical = F.getCanonicalDecl();
  auto It = Entries.find(Canonical);
  if (It != Entries.end())
    return It->second;
  std::vector<std::pair<const Entry *, const std::string *>> Found;
  std::string Last = lastName(F);
  for (const Entry *E : Models.entriesNamed(Last)) {
    const std::string &Name = nameOf(F);
    // C functions have no qualifier: a project's own method of that name must
    // not match, nor a C++ function at namespace scope in the project.
    for (const std::string &Wanted : E->Functions)
      if (Wanted == Name && (Wanted.find(':') != std::string::npos ||
                             F.isExternC() || TypeFacts.isLibrary(F)))
        Found.push_back({E, &Wanted});
  }
  if (isa<CXXMethodDecl>(F))
    for (const Entry *E : Models.wildcardEntries())
      for (const std::string &Wanted : E->Functions)
        if (Wanted.find('*') != std::string::npos &&
            matchesWildcard(Wanted, nameOf(F)))
          Found.push_back({E, &Wanted});
  // What is said of an override itself stands for it.
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F); M && Found.empty())
    for (const CXXMethodDecl *Base : M->overridden_methods())
      for (auto &Pair : entriesFor(*Base))
        if (!llvm::is_contained(Found, Pair))
          Found.push_back(Pair);
  return Entries[Canonical] = std::move(Found);
}

void Extractor::enqueue(const FunctionDecl &F) {
  if (Seen.insert(F.getCanonicalDecl()).second)
    Queue.push_back(&F);
}

void Extractor::visitFunction(const FunctionDecl &F) {
  const FunctionDecl *Definition = nullptr;
  if (!F.hasBody(Definition) || Definition->isDependentContext() ||
      Definition->isDeleted())
    return;
  enqueue(*Definition);
}

void Extractor::visitRecord(const CXXRecordDecl &R) {
  const CXXRecordDecl *D = R.getDefinition();
  if (!D || D->isDependentContext() || D->isLambda() ||
      !Seen.insert(D->getCanonicalDecl()).second)
    return;
  Class C;
  C.Key = keyOf(*D);
  if (const CXXDestructorDecl *Destructor = D->getDestructor())
    if (Destructor->isUserProvided())
      C.Destructor = keyOf(*Destructor);
  for (const CXXBaseSpecifier &B : D->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl()) {
      C.Bases.push_back(keyOf(*Base));
      if (!TypeFacts.isLibrary(*Base))
        visitRecord(*Base);
    }
  for (const CXXMethodDecl *M : D->methods()) {
    // All that it overrides, also through classes in between.
    llvm::SmallVector<const CXXMethodDecl *, 4> Bases(
        M->overridden_methods().begin(), M->overridden_methods().end());
    while (!Bases.empty()) {
      const CXXMethodDecl *Base = Bases.pop_back_val();
      C.Overriders.push_back({keyOf(*Base), keyOf(*M)});
      Bases.append(Base->overridden_methods().begin(),
                   Base->overridden_methods().end());
    }
  }
  Tu.Classes.push_back(std::move(C));
  visitContext(*D);
}

void Extractor::visitDecl(const Decl &D) {
  if (const auto *F = dyn_cast<FunctionDecl>(&D)) {
    Edits.noteFunction(*F);
    visitFunction(*F);
  } else if (const auto *T = dyn_cast<FunctionTemplateDecl>(&D)) {
    for (const FunctionDecl *S : T->specializations())
      visitFunction(*S);
  } else if (const auto *T = dyn_cast<ClassTemplateDecl>(&D)) {
    for (const ClassTemplateSpecializationDecl *S : T->specializations())
      visitRecord(*S);
  } else if (const auto *R = dyn_cast<CXXRecordDecl>(&D)) {
    visitRecord(*R);
  } else if (isa<NamespaceDecl>(D) || isa<LinkageSpecDecl>(D) ||
             isa<ExportDecl>(D)) {
    visitContext(*cast<DeclContext>(&D));
  } else if (const auto *V = dyn_cast<VarDecl>(&D)) {
    if (const Expr *Init = V->getInit())
      enqueueLambdas(*Init, *this);
  }
}

void Extractor::visitContext(const DeclContext &C) {
  for (const Decl *D : C.decls()) {
    SourceLocation L = D->getLocation();
    // The expansion of a system macro in user code is user code.
    if (L.isInvalid() || TypeFacts.isLibrary(*D))
      if (!isa<LinkageSpecDecl>(D))
        continue;
    visitDecl(*D);
  }
}

/// `// trace-tidy: untraced(reason)` in the comment above the function or on
/// its first line, or the annotation of that text.
bool Extractor::markedUntraced(const FunctionDecl &F) {
  constexpr llvm::StringLiteral Marker = "trace-tidy: untraced";
  for (const auto *A : F.specific_attrs<AnnotateAttr>())
    if (A->getAnnotation().starts_with(Marker))
      return true;
  auto [File, Offset] = SM.getDecomposedExpansionLoc(F.getBeginLoc());
  bool Invalid = false;
  llvm::StringRef Text = SM.getBufferData(File, &Invalid);
  if (Invalid || Offset > Text.size())
    return false;
  auto [It, New] = FilesWithMarker.try_emplace(File, false);
  if (New)
    It->second = Text.contains(Marker);
  if (!It->second)
    return false;
  llvm::StringRef Rest =
      Text.substr(Offset).take_until([](char C) { return C == '\n'; });
  if (Rest.contains(Marker))
    return true;
  llvm::StringRef Before = Text.take_front(Offset);
  Before = Before.take_front(Before.rfind('\n') + 1);
  while (!Before.empty()) {
    llvm::StringRef Line = Before.drop_back();
    size_t Start = Line.rfind('\n') + 1; // npos + 1 is 0
    Line = Line.substr(Start).trim();
    if (!Line.starts_with("//") && !Line.starts_with("*") &&
        !Line.starts_with("/*"))
      return false;
    if (Line.contains(Marker))
      return true;
    Before = Before.take_front(Start);
  }
  return false;
}

void Extractor::describeSignature(const FunctionDecl &F, Function &Out) {
  Out.Key = keyOf(F);
  Out.Name = sym(displayName(F));
  Out.At = place(F.getLocation());
  if (SM.isInMainFile(SM.getExpansionLoc(F.getLocation())))
    Out.Unit = sym(fileName(SM, SM.getMainFileID()));
  Out.Parameters = F.getNumParams();
  if (F.isExternallyVisible())
    Out.Flags |= FF_External;
  for (const FunctionDecl *R : F.redecls())
    if (!SM.isInMainFile(SM.getExpansionLoc(R->getLocation())))
      Out.Flags |= FF_InHeader;
  if (F.isMain())
    Out.Flags |= FF_Main;
  if (TypeFacts.isSource(F))
    Out.Flags |= FF_Runtime;
  if (markedUntraced(F))
    Out.Flags |= FF_Untraced;
  for (unsigned I = 0; I != F.getNumParams(); ++I) {
    TypeRoles Roles = TypeFacts.rolesBehind(F.getParamDecl(I)->getType());
    if (has(Roles, TypeRole::Container) && I < 32)
      Out.Containers |= 1u << I;
    if (has(Roles, TypeRole::Request) && Out.Request < 0)
      Out.Request = I;
    if (has(Roles, TypeRole::Request) || has(Roles, TypeRole::Context))
      Out.Flags |= FF_RequestParam;
    if (has(Roles, TypeRole::Span))
      Out.Flags |= FF_RequestParam | FF_SpanParam;
    if (has(Roles, TypeRole::Context) || has(Roles, TypeRole::Scope))
      Out.Flags |= FF_SpanParam;
  }
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (!M)
    return;
  const CXXRecordDecl &Parent = *M->getParent();
  if (Parent.isLambda()) {
    Out.Flags |= FF_Lambda;
    if (auto *Lambda = dyn_cast_or_null<CXXRecordDecl>(&Parent))
      Out.At = place(Lambda->getLocation());
    return;
  }
  Out.Flags |= FF_Method;
  if (isa<CXXConstructorDecl>(M))
    Out.Flags |= FF_Constructor;
  if (isa<CXXDestructorDecl>(M))
    Out.Flags |= FF_Destructor;
  if (M->isVirtual())
    Out.Flags |= FF_Virtual;
  for (const CXXMethodDecl *Base : M->overridden_methods())
    Out.Overrides.push_back(keyOf(*Base));
  TypeRoles Roles = TypeFacts.rolesOfRecord(Parent);
  if (has(Roles, TypeRole::Telemetry))
    Out.Flags |= FF_Telemetry;
  if (M->size_overridden_methods() == 0)
    return;
  for (const HandlerModel &H : Models.handlers()) {
    if (!H.Method.empty() && lastName(*M) != H.Method)
      continue;
    if (!H.Parameter.empty() &&
        (H.Request < 0 || unsigned(H.Request) >= M->getNumParams() ||
         !TypeFacts.isNamed(M->getParamDecl(H.Request)->getType(),
                            H.Parameter)))
      continue;
    if (!TypeFacts.derivesFrom(Parent, H.Base))
      continue;
    Out.Flags |= FF_Handler;
    Out.Request = H.Request;
    if (has(Roles, TypeRole::Untraced))
      Out.Flags |= FF_Untraced;
  }
}

void Extractor::lowerFunction(const FunctionDecl &F) {
  if (!entriesFor(F).empty()) {
    if (Exercised)
      for (auto &[E, Name] : entriesFor(F))
        Exercised->insert({E, *Name});
    return; // known by its model
  }
  Function Out;
  describeSignature(F, Out);
  if (Lowering(*this, F, Out).run())
    Tu.Functions.push_back(std::move(Out));
}

Summary Extractor::run() {
  visitContext(*Context.getTranslationUnitDecl());
  for (size_t I = 0; I != Queue.size(); ++I) // grows on the way
    lowerFunction(*Queue[I]);
  hashContents(Tu);
  return canonical(std::move(Tu));
}

Summary extractFacts(ASTContext &Context, const ModelSet &Models,
                     HeaderLookup Headers, ExercisedEntries *Exercised) {
  return Extractor(Context, Models, std::move(Headers), Exercised).run();
}

} // namespace trace_tidy
