// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions and classes of a program, or of one translation unit, indexed
// for the solver. Knows nothing of clang.
#ifndef TRACE_TIDY_ANALYSIS_PROGRAM_PROGRAM_H
#define TRACE_TIDY_ANALYSIS_PROGRAM_PROGRAM_H

#include "analysis/facts/Facts.h"
#include "llvm/ADT/DenseMap.h"

namespace trace_tidy {

class Program {
public:
  /// Keeps a reference to Tu, which is in canonical form (summary/Link.h).
  explicit Program(const Summary &Tu);

  const Summary &tu() const { return Tu; }
  llvm::StringRef str(Sym S) const { return Tu.str(S); }
  const Function &function(uint32_t Index) const { return Tu.Functions[Index]; }
  uint32_t size() const { return Tu.Functions.size(); }

  /// The function that function From means by this key; -1 when its body is out
  /// of sight, or when it cannot be told which of several is meant: of those
  /// in main files it is the caller's own, else that of the nearest folder.
  int find(Sym Key, uint32_t From) const;

  /// Bodies that a virtual call of Key in function From on an object of class
  /// Type can reach; Type 0: unknown. Root: the function that was entered from
  /// outside; classes that its executables never make are left out.
  llvm::SmallVector<uint32_t, 4> targets(Sym Key, Sym Type, uint32_t From,
                                         uint32_t Root) const;

  /// The class whose override function Index is; 0: none.
  Sym classOf(uint32_t Index) const { return ClassOf.lookup(Index); }

  /// The classes below Class that take function Index from it, as far as an
  /// object of them is made in view, or else all.
  llvm::SmallVector<Sym, 4> inheritors(uint32_t Index) const;

  /// Key of the destructor with a body that ends an object of class Type.
  Sym destructor(Sym Type) const;

  /// Whether code in view calls the function, or takes its address.
  bool called(uint32_t Index) const { return Called[Index]; }
  bool referenced(uint32_t Index) const { return Referenced[Index]; }

  /// Temporaries that no block from Block on reads.
  const std::vector<bool> &deadAt(uint32_t Index, uint32_t Block) const;

private:
  llvm::SmallVector<uint32_t, 4> overriders(Sym Key, uint32_t From) const;
  void findCalled();
  void findExecutables();
  void computeLiveness(uint32_t Index) const;

  const Summary &Tu;
  llvm::DenseMap<Sym, uint32_t> Functions; // the first one of a key
  llvm::DenseMap<Sym, uint32_t> Classes;
  llvm::DenseMap<Sym, llvm::SmallVector<Sym, 2>> Overriders, Derived;
  llvm::DenseMap<uint32_t, Sym> ClassOf; // of a method that overrides
  std::vector<bool> Called, Referenced;
  /// The executables (as bits; all of them where there are many) whose main
  /// reaches a function, and that make an object of a class.
  std::vector<uint64_t> Executables;
  llvm::DenseMap<Sym, uint64_t> MadeIn;
  mutable std::vector<std::vector<std::vector<bool>>> Dead;
};

} // namespace trace_tidy

#endif
