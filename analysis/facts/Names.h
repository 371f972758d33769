// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of declarations as models write them, and keys that identify a
// function across translation units.
#ifndef TRACE_TIDY_ANALYSIS_FACTS_NAMES_H
#define TRACE_TIDY_ANALYSIS_FACTS_NAMES_H

#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceLocation.h"
#include <string>

namespace trace_tidy {

/// The qualified name without inline namespaces and template arguments;
/// constructors, destructors and operators as docs/models.md says.
std::string qualifiedName(const clang::NamedDecl &D);

/// The last component of qualifiedName alone.
std::string lastName(const clang::NamedDecl &D);

/// The file's name: absolute, without "." and ".."; "" where there is none.
std::string fileName(const clang::SourceManager &SM, clang::FileID File);

/// Identifies a function in the program: its USR; with the main file's name
/// where other translation units cannot know it (internal linkage, a method of
/// a class that is defined there) and for main, since two such functions can
/// have one USR. Lambdas are told apart by their place.
std::string functionKey(const clang::FunctionDecl &D);

/// Identifies a class likewise.
std::string classKey(const clang::CXXRecordDecl &D);

/// As a person would name it in a message: "OrderClient::Get", "lambda".
std::string displayName(const clang::FunctionDecl &D);

} // namespace trace_tidy

#endif
