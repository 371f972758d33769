// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/FixSource.h"
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace trace_tidy {

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

bool isEmpty(const Expr *Init) {
  if (!Init)
    return true;
  Init = Init->IgnoreImplicit();
  const auto *C = dyn_cast<CXXConstructExpr>(Init);
  return (C && C->getNumArgs() == 0) || isa<CXXNullPtrLiteralExpr>(Init);
}

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

} // namespace trace_tidy
