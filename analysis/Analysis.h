// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The whole analysis as front ends see it:
//
//   models/*.yaml ──▶ ModelSet ─┐
//   ASTContext ─────────────────┴▶ extractFacts ─▶ Summary ─▶ findGaps ─▶
//   Finding
//
// extractFacts is the only stage that knows clang; findGaps sees plain data.
#ifndef TRACE_TIDY_ANALYSIS_ANALYSIS_H
#define TRACE_TIDY_ANALYSIS_ANALYSIS_H

#include "analysis/finding/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include <bitset>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace trace_tidy {

class ModelSet;
struct Entry;
struct Summary;

/// Model entries that matched something, each with the function name that did.
using ExercisedEntries = std::set<std::pair<const Entry *, std::string>>;

struct AnalysisOptions {
  /// Report blocking calls and waits in all code, not in request scope alone.
  bool AllCode = false;
  /// All callers are in view, so that what is called is entered from there
  /// alone. Else functions that headers declare may have others.
  bool WholeProgram = false;
  /// Which categories of blocking calls count; index: BlockCategory.
  std::bitset<32> Categories;

  /// The defaults of the contract: all but plain locks and buffered files.
  AnalysisOptions();
  friend bool operator==(const AnalysisOptions &,
                         const AnalysisOptions &) = default;
};

/// Sets Options.Categories from a list like "sleep;lock" or "default;lock".
/// Returns false, and the name in Bad, at a name that is no category.
bool parseCategories(llvm::StringRef List, AnalysisOptions &Options,
                     std::string &Bad);

/// Whether `#include <NAME>` would find a file.
using HeaderLookup = std::function<bool(llvm::StringRef)>;
/// In the search path of this preprocessor, which has to outlive the result.
HeaderLookup headersOf(clang::Preprocessor &Preprocessor);

/// Reads the facts of one parsed translation unit. Functions in system headers
/// are left out. Works on an AST with errors: what was parsed is read. Fix-its
/// use only headers that are found; without a lookup, any.
Summary extractFacts(clang::ASTContext &Context, const ModelSet &Models,
                     HeaderLookup Headers = nullptr,
                     ExercisedEntries *Exercised = nullptr);

/// Solves over the translation units given (today: one) and returns findings
/// in the order in which they are shown.
std::vector<Finding> findGaps(const Summary &Tu,
                              const AnalysisOptions &Options);

} // namespace trace_tidy

#endif
