// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Merges summaries into a program. Merging is commutative, associative and
// idempotent: any order and any grouping give the same bytes.
//
//   functions in headers, classes   one for each key; of several different ones
//                                   the one with the smallest hash
//   functions in main files         one for each key, file and hash: two
//                                   executables may each have their own, and
//                                   one file may be compiled in several ways
//   files                           one for each path and hash
//   translation units               one for each path and command; of several
//                                   results the first by error
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_LINK_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_LINK_H

#include "analysis/facts/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace trace_tidy {

class Linker {
public:
  /// From may be a translation unit or a program.
  void add(Summary From);

  /// What was added, in canonical form. The linker is empty afterwards.
  Summary take();

private:
  /// Whether the function, of which Key and Unit are numbers in Into, is new or
  /// takes the place of another one. Notes that it was there.
  bool wants(const Function &F);
  void addFunction(Function F);

  Summary Into;
  llvm::DenseMap<Sym, uint32_t> InHeaders; // key → function
  llvm::DenseSet<std::pair<uint64_t, uint64_t>> InMainFiles;
  llvm::DenseMap<Sym, uint32_t> Classes;
  llvm::DenseSet<std::pair<uint64_t, uint64_t>> Files;
};

/// Sorts functions, classes, files and units by what they are called and
/// numbers names and places by first use, so that equal contents are equal
/// bytes.
Summary canonical(Summary Of);

} // namespace trace_tidy

#endif
