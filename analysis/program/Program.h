// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions and classes of a program, indexed for the solver. Knows
// nothing of clang.
#ifndef TRACE_TIDY_ANALYSIS_PROGRAM_PROGRAM_H
#define TRACE_TIDY_ANALYSIS_PROGRAM_PROGRAM_H

#include "analysis/facts/Facts.h"
#include "llvm/ADT/DenseMap.h"

namespace trace_tidy {

class Program {
public:
  /// Keeps a reference to Tu.
  explicit Program(const TuSummary &Tu);

  const TuSummary &tu() const { return Tu; }
  llvm::StringRef str(Sym S) const { return Tu.str(S); }
  const Function &function(uint32_t Index) const { return Tu.Functions[Index]; }
  uint32_t size() const { return Tu.Functions.size(); }

  /// The function of this key, or -1 when its body is out of sight.
  int find(Sym Key) const;

  /// Bodies that a virtual call of Key on an object of class Type can reach;
  /// Type 0: unknown.
  llvm::SmallVector<uint32_t, 4> targets(Sym Key, Sym Type) const;

  /// Key of the destructor with a body that ends an object of class Type.
  Sym destructor(Sym Type) const;

  /// Whether code in view calls the function, or takes its address.
  bool called(uint32_t Index) const { return Called[Index]; }
  bool referenced(uint32_t Index) const { return Referenced[Index]; }

  /// Temporaries that no block from Block on reads.
  const std::vector<bool> &deadAt(uint32_t Index, uint32_t Block) const;

private:
  void computeLiveness(uint32_t Index) const;

  const TuSummary &Tu;
  llvm::DenseMap<Sym, uint32_t> Functions;
  llvm::DenseMap<Sym, uint32_t> Classes;
  llvm::DenseMap<Sym, llvm::SmallVector<Sym, 2>> Overriders;
  std::vector<bool> Called, Referenced;
  mutable std::vector<std::vector<std::vector<bool>>> Dead;
};

} // namespace trace_tidy

#endif
