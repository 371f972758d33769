// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parses one translation unit as the compiler would and hands over its AST.
#ifndef TRACE_TIDY_TOOL_TRANSLATIONUNIT_H
#define TRACE_TIDY_TOOL_TRANSLATIONUNIT_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace clang {
class ASTContext;
}

namespace trace_tidy {

/// How parsing went. Empty: the translation unit compiles.
struct ParseStatus {
  /// "file:line:col: error: ..." of the first error, or why nothing was parsed.
  std::string FirstError;
  unsigned Errors = 0;
  explicit operator bool() const { return FirstError.empty(); }
};

/// Parses the command's file and calls OnAst with what could be read of it,
/// also when there are errors (but not for C). Bodies of functions in system
/// headers are skipped. Options that only gcc knows are ignored; a crash inside
/// is contained and is an error. May be called from many threads at once.
ParseStatus
parseTranslationUnit(const clang::tooling::CompileCommand &Command,
                     llvm::function_ref<void(clang::ASTContext &)> OnAst);

/// Makes crashes in parseTranslationUnit end that call alone, stack overflows
/// included. To be called once, before it.
void enableCrashContainment();

} // namespace trace_tidy

#endif
