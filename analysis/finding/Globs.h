// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A list of check names with '*' in them, as in clang-tidy's -checks: separated
// by commas or newlines, '-' in front takes away, the last that matches
// decides.
#ifndef TRACE_TIDY_ANALYSIS_FINDING_GLOBS_H
#define TRACE_TIDY_ANALYSIS_FINDING_GLOBS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace trace_tidy {

class CheckGlobs {
public:
  explicit CheckGlobs(llvm::StringRef List, bool IgnoreNegative = false);

  bool contains(llvm::StringRef Check) const;

  /// True when the first one takes away, so that the list says what to leave
  /// out of everything.
  bool beginsNegative() const {
    return !Globs.empty() && !Globs.front().Positive;
  }
  /// True when any names or matches a check of this module alone.
  bool namesTracing() const;
  /// The first one that begins with "tracing-" (or, with All, any) and matches
  /// no check; "" when there is none.
  std::string unknown(bool All) const;

private:
  struct Glob {
    bool Positive;
    std::string Text;
    bool matches(llvm::StringRef Check) const;
  };
  std::vector<Glob> Globs;
};

} // namespace trace_tidy

#endif
