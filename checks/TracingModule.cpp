// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The module "tracing-" as clang-tidy and clangd load it.
#include "analysis/compat/TidyCompat.h"
#include "checks/TracingCheck.h"

using namespace clang::tidy;

namespace trace_tidy {

namespace {

class TracingModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
#define TRACING_CHECK(Id, Name, Summary)                                       \
  Factories.registerCheck<TracingCheckOf<CheckId::Id>>("tracing-" Name);
#include "checks/Checks.def"
  }
};

ClangTidyModuleRegistry::Add<TracingModule>
    Registered("tracing-module", "Finds where a distributed trace breaks.");

} // namespace

} // namespace trace_tidy
