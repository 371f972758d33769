// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Names.h"
#include "analysis/compat/Compat.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace trace_tidy {

std::string lastName(const NamedDecl &D) {
  if (isa<CXXConstructorDecl>(D))
    return cast<CXXConstructorDecl>(D).getParent()->getName().str();
  if (isa<CXXDestructorDecl>(D))
    return "~" + cast<CXXDestructorDecl>(D).getParent()->getName().str();
  DeclarationName Name = D.getDeclName();
  if (const IdentifierInfo *Id = Name.getAsIdentifierInfo())
    return Id->getName().str();
  if (Name.getNameKind() == DeclarationName::CXXOperatorName)
    return std::string("operator") +
           getOperatorSpelling(Name.getCXXOverloadedOperator());
  return Name.getAsString();
}

std::string qualifiedName(const NamedDecl &D) {
  llvm::SmallVector<std::string, 6> Parts{lastName(D)};
  for (const DeclContext *C = D.getDeclContext(); C && !C->isTranslationUnit();
       C = C->getParent()) {
    if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (!N->isInline())
        Parts.push_back(N->isAnonymousNamespace() ? "(anonymous)"
                                                  : N->getName().str());
    } else if (const auto *R = dyn_cast<TagDecl>(C)) {
      // The enumerators of an unscoped enumeration belong to its surroundings.
      const auto *E = dyn_cast<EnumDecl>(R);
      if (!E || E->isScoped())
        Parts.push_back(R->getName().str());
    } else if (const auto *F = dyn_cast<FunctionDecl>(C)) {
      Parts.push_back(lastName(*F));
    }
  }
  std::string Result;
  for (const std::string &P : llvm::reverse(Parts))
    Result += (Result.empty() ? "" : "::") + P;
  return Result;
}

std::string fileName(const SourceManager &SM, FileID File) {
  auto Entry = SM.getFileEntryRefForID(File);
  if (!Entry)
    return std::string();
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

namespace {
std::string placeKey(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  auto [File, Offset] = SM.getDecomposedExpansionLoc(D.getLocation());
  return fileName(SM, File) + ":" + std::to_string(Offset);
}

std::string usr(const Decl &D) {
  llvm::SmallString<128> Buffer;
  if (compat::generateUSR(&D, Buffer))
    return placeKey(D);
  return Buffer.str().str();
}

/// Of the template arguments those that a USR does not tell apart.
std::string lambdasAmong(const FunctionDecl &F) {
  std::string Key;
  if (const TemplateArgumentList *Arguments = F.getTemplateSpecializationArgs())
    for (const TemplateArgument &A : Arguments->asArray())
      if (A.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *R =
                A.getAsType().getNonReferenceType()->getAsCXXRecordDecl();
            R && R->isLambda())
          Key += "@" + placeKey(*R);
  return Key;
}

bool inMainFile(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  return SM.isInMainFile(SM.getExpansionLoc(D.getLocation()));
}

/// What tells apart entities that other translation units do not know.
std::string mainFile(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  return fileName(SM, SM.getMainFileID());
}

/// Whether no other translation unit can mean this class: nobody else has its
/// definition.
bool ownClass(const CXXRecordDecl &D) {
  const CXXRecordDecl *Definition = D.getDefinition();
  if (!D.isExternallyVisible())
    return true;
  if (!Definition || !inMainFile(*Definition))
    return false;
  // A specialisation is where its template is.
  return !isa<ClassTemplateSpecializationDecl>(D);
}
} // namespace

std::string functionKey(const FunctionDecl &D) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D))
    if (M->getParent()->isLambda()) {
      std::string Key = "lambda@" + placeKey(*M->getParent());
      // A lambda in a template exists once per instantiation.
      for (const DeclContext *C = M->getParent()->getDeclContext(); C;
           C = C->getParent()) {
        if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(C))
          Key += "@" + usr(*S);
        if (const auto *F = dyn_cast<FunctionDecl>(C))
          if (F->isTemplateInstantiation())
            Key += "@" + usr(*F) + lambdasAmong(*F);
      }
      if (D.isTemplateInstantiation())
        Key += "@" + usr(D) + lambdasAmong(D);
      return Key;
    }
  const auto *M = dyn_cast<CXXMethodDecl>(&D);
  std::string Key = usr(D) + lambdasAmong(D);
  // Each executable has a main of its own.
  if (!D.isExternallyVisible() || D.isMain() ||
      (M && ownClass(*M->getParent())))
    Key += "@" + mainFile(D);
  return Key;
}

std::string classKey(const CXXRecordDecl &D) {
  if (D.isLambda())
    return "lambda@" + placeKey(D);
  std::string Key = usr(D);
  if (ownClass(D))
    Key += "@" + mainFile(D);
  return Key;
}

std::string displayName(const FunctionDecl &D) {
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D)) {
    if (M->getParent()->isLambda())
      return "lambda";
    std::string Class = M->getParent()->getName().str();
    return Class.empty() ? lastName(D) : Class + "::" + lastName(D);
  }
  return lastName(D);
}

} // namespace trace_tidy
