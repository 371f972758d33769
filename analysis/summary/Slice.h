// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What of a linked program bears on one translation unit: for front ends that
// see one at a time.
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_SLICE_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_SLICE_H

#include "analysis/facts/Facts.h"
#include "llvm/ADT/DenseMap.h"

namespace trace_tidy {

class Slicer {
public:
  explicit Slicer(Summary Program);

  const Summary &program() const { return All; }

  /// The translation unit as it is now, with all that can call it, all that it
  /// can call, and what its callers call, to a limited depth: what is beyond is
  /// out of sight. In the program's place of the unit and of the headers'
  /// functions that it has, its own stand.
  Summary around(Summary Fresh, llvm::StringRef MainFile) const;

private:
  using Indices = llvm::SmallVector<uint32_t, 2>;

  template <typename Fn> void forEachCallee(const Function &F, Fn Call) const;
  void addCallers(std::vector<uint32_t> &Work, std::vector<bool> &In,
                  Sym Key) const;

  Summary All;
  llvm::DenseMap<Sym, Indices> ByKey, CallersOf, OverridersOf;
  llvm::DenseMap<Sym, Sym> DestructorOf;
  std::vector<uint32_t> Installers; // functions that make clients propagate
};

} // namespace trace_tidy

#endif
