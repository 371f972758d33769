// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Parses one translation unit as the compiler would and hands over its AST.
#ifndef TRACE_TIDY_TOOL_TRANSLATIONUNIT_H
#define TRACE_TIDY_TOOL_TRANSLATIONUNIT_H

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace trace_tidy {

class ModelSet;

/// How parsing went. Empty: the translation unit compiles.
struct ParseStatus {
  /// "file:line:col: error: ..." of the first error, or why nothing was parsed.
  std::string FirstError;
  unsigned Errors = 0;
  bool Crashed = false;
  explicit operator bool() const { return FirstError.empty(); }
};

struct ParseOptions {
  /// What files are read through; null: the disk. Its working directory is
  /// changed.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  /// Bodies in headers that are a library's by these models are skipped.
  const ModelSet *Models = nullptr;
  /// With a slash at the end. Bodies in headers elsewhere are skipped; empty:
  /// it is not known which headers are the project's.
  std::vector<std::string> ProjectFolders;
  /// The AST is not freed: the process ends soon.
  bool LeaveMemory = false;
};

using AstCallback =
    llvm::function_ref<void(clang::ASTContext &, clang::Preprocessor &)>;

/// Parses the command's file and calls OnAst with what could be read of it,
/// also when there are errors (but not for C). Bodies of functions in system
/// headers are skipped. Options that only gcc knows are ignored; a crash inside
/// is contained and is an error. May be called from many threads at once.
ParseStatus parseTranslationUnit(const clang::tooling::CompileCommand &Command,
                                 const ParseOptions &Options,
                                 AstCallback OnAst);

/// Makes crashes in parseTranslationUnit end that call alone, stack overflows
/// included. To be called once, before it.
void enableCrashContainment();

} // namespace trace_tidy

#endif
