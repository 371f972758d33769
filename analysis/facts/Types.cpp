// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Types.h"
#include "analysis/facts/Names.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace trace_tidy {

QualType bare(QualType T) {
  while (!T.isNull()) {
    if (const auto *R = T->getAs<ReferenceType>())
      T = R->getPointeeType();
    else if (const auto *P = T->getAs<PointerType>())
      T = P->getPointeeType();
    else
      break;
  }
  return T;
}

namespace {

const ClassTemplateSpecializationDecl *specialization(QualType T) {
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.isNull() ? nullptr : T->getAsCXXRecordDecl());
}

std::string printArgument(const TemplateArgument &A, const ASTContext &C) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  PrintingPolicy Policy(C.getLangOpts());
  Policy.SuppressInlineNamespace =
      decltype(Policy.SuppressInlineNamespace)(true);
  A.print(Policy, Out, /*IncludeType=*/false);
  return Text;
}

} // namespace

TypeRoles Types::rolesOfRecord(const CXXRecordDecl &R) {
  const CXXRecordDecl *Canonical = R.getCanonicalDecl();
  auto It = Records.find(Canonical);
  if (It != Records.end())
    return It->second;
  Records[Canonical] = TypeRoles(); // a base cannot be the class itself
  TypeRoles Roles;
  if (R.getIdentifier() && Models.mayHaveTypeRole(R.getName()))
    if (const TypeRoles *Named = Models.typeRoles(qualifiedName(R)))
      Roles |= *Named;
  // What is said of a generated service's class holds for its nested parts.
  if (const auto *Outer = dyn_cast<CXXRecordDecl>(R.getDeclContext()))
    if (has(rolesOfRecord(*Outer), TypeRole::Untraced))
      Roles.set(static_cast<size_t>(TypeRole::Untraced));
  if (const CXXRecordDecl *Definition = R.getDefinition())
    for (const CXXBaseSpecifier &B : Definition->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
        Roles |= rolesOfRecord(*Base);
  return Records[Canonical] = Roles;
}

TypeRoles Types::rolesOf(QualType T) {
  T = bare(T);
  TypeRoles Roles;
  if (T.isNull())
    return Roles;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (const auto *TT = T->getAs<TypedefType>()) {
    const TypedefNameDecl *D = TT->getDecl();
    while (D) {
      if (D->getIdentifier() && Models.mayHaveTypeRole(D->getName()))
        if (const TypeRoles *Named = Models.typeRoles(qualifiedName(*D)))
          Roles |= *Named;
      const auto *Next = D->getUnderlyingType()->getAs<TypedefType>();
      D = Next ? Next->getDecl() : nullptr;
    }
  }
  if (R)
    Roles |= rolesOfRecord(*R);
  return Roles;
}

QualType Types::pointee(QualType T) {
  T = bare(T);
  if (const auto *S = specialization(T))
    if (has(rolesOfRecord(*S), TypeRole::Pointer) &&
        S->getTemplateArgs().size() > 0 &&
        S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
      return S->getTemplateArgs()[0].getAsType();
  return {};
}

TypeRoles Types::rolesBehind(QualType T) {
  for (unsigned I = 0; I != 3; ++I) {
    QualType Next = pointee(T);
    if (Next.isNull())
      break;
    T = Next;
  }
  return rolesOf(T);
}

bool Types::derivesFrom(const CXXRecordDecl &R, llvm::StringRef Name) {
  if (R.getIdentifier() && Name.ends_with(R.getName()) &&
      qualifiedName(R) == Name)
    return true;
  const CXXRecordDecl *Definition = R.getDefinition();
  if (!Definition)
    return false;
  for (const CXXBaseSpecifier &B : Definition->bases())
    if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
      if (derivesFrom(*Base, Name))
        return true;
  return false;
}

bool Types::isNamed(QualType T, llvm::StringRef Name) {
  for (unsigned I = 0; I != 4; ++I) {
    T = bare(T);
    if (T.isNull())
      return false;
    for (const auto *TT = T->getAs<TypedefType>(); TT;) {
      const TypedefNameDecl *D = TT->getDecl();
      if (D->getIdentifier() && Name.ends_with(D->getName()) &&
          qualifiedName(*D) == Name)
        return true;
      TT = D->getUnderlyingType()->getAs<TypedefType>();
    }
    if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
      if (derivesFrom(*R, Name))
        return true;
    } else if (const auto *E = T->getAs<EnumType>()) {
      return qualifiedName(*E->getDecl()) == Name;
    } else if (T->isBuiltinType()) {
      return T.getUnqualifiedType().getAsString() == Name;
    }
    T = pointee(T);
  }
  return false;
}

bool Types::matches(QualType T, const TypePattern &Pattern) {
  if (Pattern.Argument.empty())
    return isNamed(T, Pattern.Name);
  // The class itself or a base must be the named template with the argument.
  T = bare(T);
  const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!R)
    return false;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    if (qualifiedName(*S) == Pattern.Name && S->getTemplateArgs().size() > 0) {
      const TemplateArgument &A = S->getTemplateArgs()[0];
      if (printArgument(A, S->getASTContext()) == Pattern.Argument)
        return true;
      if (A.getKind() == TemplateArgument::Type &&
          isNamed(A.getAsType(), Pattern.Argument))
        return true;
    }
  if (const CXXRecordDecl *Definition = R->getDefinition())
    for (const CXXBaseSpecifier &B : Definition->bases())
      if (matches(B.getType(), Pattern))
        return true;
  QualType Behind = pointee(T);
  return !Behind.isNull() && matches(Behind, Pattern);
}

bool Types::inSystemHeader(SourceLocation L) const {
  return L.isInvalid() || SM.isInSystemHeader(SM.getExpansionLoc(L));
}

bool Types::isSource(const Decl &D) const {
  const NamespaceDecl *Outermost = nullptr;
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C))
      Outermost = N;
  if (!Outermost)
    Outermost = dyn_cast<NamespaceDecl>(&D);
  return Outermost && Outermost->getIdentifier() &&
         Models.isSourceNamespace(Outermost->getName());
}

bool Types::isLibrary(const Decl &D) {
  if (inSystemHeader(D.getLocation()))
    return !isSource(D);
  if (SM.isInMainFile(SM.getExpansionLoc(D.getLocation())))
    return false;
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent()) {
    const auto *N = dyn_cast<NamespaceDecl>(C);
    if (!N || N->isInline())
      continue;
    auto [It, New] = Namespaces.try_emplace(N->getFirstDecl(), false);
    if (New)
      It->second = Models.isLibraryNamespace(qualifiedName(*N));
    if (It->second)
      return true;
  }
  return false;
}

Types::Holds Types::holds(QualType T, unsigned Depth) {
  if (T.isNull() || Depth > 6)
    return Holds::No;
  // A reference or raw pointer owns nothing.
  if (T->isReferenceType() || T->isPointerType())
    return Holds::No;
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return holds(A->getElementType(), Depth + 1);
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return Holds::No;
  R = R->getCanonicalDecl();
  auto It = Holding.find(R);
  if (It != Holding.end())
    return It->second;
  Holding[R] = Holds::No;
  TypeRoles Roles = rolesOfRecord(*R);
  Holds Result = Holds::No;
  auto Note = [&](Holds H) {
    if (H > Result)
      Result = H;
  };
  const CXXRecordDecl *Definition = R->getDefinition();
  if (has(Roles, TypeRole::Scope))
    Result = Holds::Scope;
  else if (has(Roles, TypeRole::Span))
    Result = Holds::Maybe;
  else if (has(Roles, TypeRole::Pointer) || has(Roles, TypeRole::Container)) {
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      for (const TemplateArgument &A : S->getTemplateArgs().asArray())
        if (A.getKind() == TemplateArgument::Type)
          Note(holds(A.getAsType(), Depth + 1));
  } else if (isLibrary(*R) || has(Roles, TypeRole::Data)) {
    Result = Holds::No;
  } else if (!Definition) {
    Result = Holds::Maybe; // hidden behind a pointer to an implementation
  } else {
    if (const CXXDestructorDecl *D = Definition->getDestructor())
      if (D->isUserProvided() && !D->hasBody())
        Note(Holds::Maybe);
    for (const CXXBaseSpecifier &B : Definition->bases())
      Note(holds(B.getType(), Depth + 1));
    for (const FieldDecl *F : Definition->fields())
      Note(holds(F->getType(), Depth + 1));
  }
  return Holding[R] = Result;
}

bool Types::mayHoldSpan(QualType T) { return holds(T, 0) != Holds::No; }
bool Types::holdsScope(QualType T) { return holds(T, 0) == Holds::Scope; }

} // namespace trace_tidy
