// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Internal to facts/: how fix-its look at the source: what was written, what it
// leads to, how spans are named after it.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_FIXSOURCE_H
#define TRACE_TIDY_ANALYSIS_FACTS_FIXSOURCE_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <string>

namespace trace_tidy {

/// Whether S, or something in it, is wanted.
template <typename Fn> bool anyOf(const clang::Stmt *S, Fn Wanted) {
  if (!S)
    return false;
  return Wanted(*S) ||
         llvm::any_of(S->children(), [&](const clang::Stmt *Child) {
           return anyOf(Child, Wanted);
         });
}

/// Code with its {placeholders} replaced; those without a value vanish.
std::string expand(llvm::StringRef Code,
                   const std::map<std::string, std::string> &Values);

/// As a string literal.
std::string quoted(llvm::StringRef Text);

/// What was written: without conversions and copies that the compiler put
/// around it.
const clang::Expr *written(const clang::Expr *E);

/// Also a reference to one.
bool isPointer(clang::QualType T);

/// Whether a T may refer to what it does not own: string_view and the like.
bool isView(clang::QualType T);

/// Whether an initialiser (null: none) leaves a pointer null.
bool isEmpty(const clang::Expr *Init);

/// The variable or field that an expression leads to: `V`, `*V`, `&V`,
/// `V.get()`, `this->V`; null for others.
const clang::ValueDecl *rootOf(const clang::Expr *E);

/// "/charges" out of "/charges?order=" and the like; "" where nothing of the
/// path is constant.
std::string pathOf(const clang::Expr *E);

/// "SELECT orders" out of a statement in SQL, "GET" out of a command; "" where
/// there is none among the arguments.
std::string statementOf(llvm::ArrayRef<const clang::Expr *> Args, bool Sql);

/// package.Service/Method, where the class is nested in the service's, as code
/// generators do it; "" elsewhere.
std::string rpcName(const clang::FunctionDecl &Callee);

} // namespace trace_tidy

#endif
