// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The comments that suppress a finding, as clang-tidy reads them: NOLINT,
// NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND, each alone or with a list of check
// globs in parentheses.
#ifndef TRACE_TIDY_ANALYSIS_FINDING_NOLINT_H
#define TRACE_TIDY_ANALYSIS_FINDING_NOLINT_H

#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>
#include <vector>

namespace trace_tidy {

/// The comments of one file.
class NoLintComments {
public:
  explicit NoLintComments(llvm::StringRef Text);

  /// Lines count from 1.
  bool suppress(unsigned Line, llvm::StringRef Check) const;

  /// What is wrong with the blocks: line and message. A block that is not
  /// closed suppresses nothing.
  const std::vector<std::pair<unsigned, std::string>> &problems() const {
    return Problems;
  }

private:
  struct Range {
    unsigned First, Last; // lines, both inside
    std::string Globs;
  };
  std::vector<Range> Ranges;
  std::vector<std::pair<unsigned, std::string>> Problems;
};

} // namespace trace_tidy

#endif
