// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang's driver, whose parts moved between LLVM versions. For tool/ alone: the
// analysis does not read commands.
#ifndef TRACE_TIDY_ANALYSIS_COMPAT_DRIVERCOMPAT_H
#define TRACE_TIDY_ANALYSIS_COMPAT_DRIVERCOMPAT_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Config/llvm-config.h"
#include <memory>

#if __has_include("clang/Options/Options.h")
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif
#if __has_include("clang/Driver/CreateInvocationFromArgs.h")
#include "clang/Driver/CreateInvocationFromArgs.h"
#else
#include "clang/Frontend/Utils.h"
#endif

namespace trace_tidy::compat {

#if LLVM_VERSION_MAJOR < 22
namespace options = clang::driver::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::driver::getDriverOptTable();
}
#else
namespace options = clang::options;
inline const llvm::opt::OptTable &driverOptions() {
  return clang::getDriverOptTable();
}
#endif

/// An engine with default options that tells Client, which it does not own.
class Diagnostics {
public:
  explicit Diagnostics(clang::DiagnosticConsumer &Client)
      : Options(new clang::DiagnosticOptions),
#if LLVM_VERSION_MAJOR < 21
        Engine(new clang::DiagnosticsEngine(new clang::DiagnosticIDs, Options,
                                            &Client, false))
#else
        Engine(new clang::DiagnosticsEngine(
            llvm::IntrusiveRefCntPtr<clang::DiagnosticIDs>(
                new clang::DiagnosticIDs),
            *Options, &Client, false))
#endif
  {
  }
  llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> engine() { return Engine; }

private:
#if LLVM_VERSION_MAJOR < 21
  llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> Options;
#else
  std::unique_ptr<clang::DiagnosticOptions> Options;
#endif
  llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> Engine;
};

/// True if there is a target as the invocation wants it.
inline bool hasTarget(clang::DiagnosticsEngine &Engine,
                      clang::CompilerInvocation &Invocation) {
#if LLVM_VERSION_MAJOR < 21
  auto Options =
      std::make_shared<clang::TargetOptions>(Invocation.getTargetOpts());
  llvm::IntrusiveRefCntPtr<clang::TargetInfo> Target(
      clang::TargetInfo::CreateTargetInfo(Engine, Options));
#else
  llvm::IntrusiveRefCntPtr<clang::TargetInfo> Target(
      clang::TargetInfo::CreateTargetInfo(Engine, Invocation.getTargetOpts()));
#endif
  return Target != nullptr;
}

} // namespace trace_tidy::compat

#endif
