// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The only place that knows LLVM versions apart: 19 and 22 are supported. What
// code elsewhere needs differently per version gets one name here.
//
// Limits: no clang-tidy header (see TidyCompat.h), since analysis/ has none.
#ifndef TRACE_TIDY_ANALYSIS_COMPAT_COMPAT_H
#define TRACE_TIDY_ANALYSIS_COMPAT_COMPAT_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Type.h"
#include "llvm/Config/llvm-config.h"

#if LLVM_VERSION_MAJOR < 19
#error "trace-tidy needs LLVM 19 or later"
#endif

#if __has_include("clang/UnifiedSymbolResolution/USRGeneration.h")
#include "clang/UnifiedSymbolResolution/USRGeneration.h"
#else
#include "clang/Index/USRGeneration.h"
#endif

namespace trace_tidy::compat {

/// Writes the USR of D; true on failure, as clang has it.
inline bool generateUSR(const clang::Decl *D, llvm::SmallVectorImpl<char> &To) {
  return clang::index::generateUSRForDecl(D, To);
}

/// The class of which T points to a member; null where it is dependent.
inline const clang::CXXRecordDecl *classOf(const clang::MemberPointerType &T) {
#if LLVM_VERSION_MAJOR < 21
  return T.getClass()->getAsCXXRecordDecl();
#else
  return T.getMostRecentCXXRecordDecl();
#endif
}

} // namespace trace_tidy::compat

#endif
