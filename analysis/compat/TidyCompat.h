// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The registry of clang-tidy modules, which moved between LLVM versions. For
// checks/ alone: analysis/ includes no clang-tidy header.
#ifndef TRACE_TIDY_ANALYSIS_COMPAT_TIDYCOMPAT_H
#define TRACE_TIDY_ANALYSIS_COMPAT_TIDYCOMPAT_H

#include "llvm/Config/llvm-config.h"

#include "clang-tidy/ClangTidyModule.h"
#if LLVM_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

#endif
