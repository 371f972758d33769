// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What types are to tracing, by the models and by what they hold. Memoised for
// one translation unit.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_TYPES_H
#define TRACE_TIDY_ANALYSIS_FACTS_TYPES_H

#include "analysis/model/ModelSet.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"

namespace trace_tidy {

/// References, pointers and const taken off.
clang::QualType bare(clang::QualType T);

class Types {
public:
  Types(const ModelSet &Models, const clang::SourceManager &SM)
      : Models(Models), SM(SM) {}

  /// Roles of what T is or refers to: its typedef names, its class and its
  /// bases. Smart pointers have the role Pointer, not those of their pointee.
  TypeRoles rolesOf(clang::QualType T);
  bool is(clang::QualType T, TypeRole R) { return has(rolesOf(T), R); }

  TypeRoles rolesOfRecord(const clang::CXXRecordDecl &R);

  /// The same, looking through smart pointers.
  TypeRoles rolesBehind(clang::QualType T);

  /// What a smart pointer or optional holds; null for other types.
  clang::QualType pointee(clang::QualType T);

  /// True when T is, refers to, or derives from the type of this name, under
  /// any of its typedef names, looking through smart pointers.
  bool isNamed(clang::QualType T, llvm::StringRef Name);
  bool matches(clang::QualType T, const TypePattern &Pattern);

  bool derivesFrom(const clang::CXXRecordDecl &R, llvm::StringRef Name);

  /// Whether an object of type T can own a span or scope that ends with it:
  /// it has one, or its destructor or its parts are out of sight.
  bool mayHoldSpan(clang::QualType T);
  /// Whether it visibly owns a scope.
  bool holdsScope(clang::QualType T);

  /// Whether D is a library's and not the project's: declared in a system
  /// header, or in any header within a namespace that the models know; but for
  /// namespaces that the models want to be read.
  bool isLibrary(const clang::Decl &D);
  /// Whether the models want D to be read wherever it is installed.
  bool isSource(const clang::Decl &D) const;

private:
  bool inSystemHeader(clang::SourceLocation L) const;
  enum class Holds : char { No, Maybe, Scope };
  Holds holds(clang::QualType T, unsigned Depth);

  const ModelSet &Models;
  const clang::SourceManager &SM;
  llvm::DenseMap<const clang::CXXRecordDecl *, TypeRoles> Records;
  llvm::DenseMap<const clang::CXXRecordDecl *, Holds> Holding;
  llvm::DenseMap<const clang::DeclContext *, bool> Namespaces;
};

} // namespace trace_tidy

#endif
