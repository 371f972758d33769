// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions and classes of a program, or of one translation unit, indexed
// for the solver. Knows nothing of clang.
#ifndef TRACE_TIDY_ANALYSIS_PROGRAM_PROGRAM_H
#define TRACE_TIDY_ANALYSIS_PROGRAM_PROGRAM_H

#include "analysis/facts/Facts.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <bitset>
#include <memory>

namespace trace_tidy {

class Program {
public:
  /// Keeps a reference to Tu, which is in canonical form (summary/Link.h).
  /// Counted: the categories of blocking calls that are of interest.
  Program(const Summary &Tu, const std::bitset<32> &Counted);

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

  /// The class, if the program knows anything of it; else one that stands for
  /// all others, so that they make no difference. 0 stays 0.
  Sym typeOf(Sym Class) const {
    return !Class || Classes.count(Class) ? Class : KeptField;
  }

  /// The class whose override function Index is; 0: none.
  Sym classOf(uint32_t Index) const { return ClassOf.lookup(Index); }

  /// The classes below Class that take function Index from it, as far as an
  /// object of them is made in view, or else all.
  llvm::SmallVector<Sym, 4> inheritors(uint32_t Index) const;

  /// Key of the destructor with a body that ends an object of class Type.
  Sym destructor(Sym Type) const;

  /// Sets Seen for all that function From calls, directly or not, by name or by
  /// reference; what is set already is not looked into.
  void reach(uint32_t From, std::vector<bool> &Seen) const;

  /// Whether code in view calls the function, or takes its address.
  bool called(uint32_t Index) const { return Called[Index]; }
  bool referenced(uint32_t Index) const { return Referenced[Index]; }

  /// Whether neither the function nor what it calls looks at spans, contexts or
  /// globals, calls out or waits: it only moves data, and there is nothing to
  /// report. Destruction of what it was given is not looked at.
  bool inert(uint32_t Index) const { return Inert[Index]; }

  /// Whether some class that overrides Key calls it on another object: then
  /// which of several objects is meant depends on who wraps whom.
  bool decorated(Sym Key) const { return Decorated.count(Key); }

  /// The handlers that call this virtual function: the first two.
  llvm::ArrayRef<uint32_t> handlersCalling(Sym Key) const {
    auto It = HandlersCalling.find(Key);
    return It == HandlersCalling.end() ? llvm::ArrayRef<uint32_t>()
                                       : llvm::ArrayRef<uint32_t>(It->second);
  }

  /// Temporaries that no block from Block on reads.
  const std::vector<bool> &deadAt(uint32_t Index, uint32_t Block) const;

  /// By instruction of the block: temporaries that nothing behind it reads.
  llvm::ArrayRef<llvm::SmallVector<Slot, 2>> lastUses(uint32_t Index,
                                                      uint32_t Block) const;

  /// Frees what deadAt and lastUses have computed.
  void forgetLiveness() const {
    for (auto &Each : Live)
      Each.reset();
  }

private:
  struct Liveness {
    std::vector<std::vector<bool>> Dead; // by block, at its begin
    std::vector<std::vector<llvm::SmallVector<Slot, 2>>> LastUses;
  };
  llvm::SmallVector<uint32_t, 4> overriders(Sym Key, uint32_t From) const;
  bool wraps(uint32_t From, const Instr &Call) const;
  void findCalled();
  void findExecutables();
  void findInert(const std::bitset<32> &Counted);
  const Liveness &liveness(uint32_t Index) const;

  const Summary &Tu;
  llvm::DenseMap<Sym, uint32_t> Functions; // the first one of a key
  llvm::DenseMap<Sym, uint32_t> Classes;
  llvm::DenseMap<Sym, llvm::SmallVector<Sym, 2>> Overriders, Derived;
  llvm::DenseMap<uint32_t, Sym> ClassOf; // of a method that overrides
  llvm::DenseMap<Sym, llvm::SmallVector<uint32_t, 2>> HandlersCalling;
  llvm::DenseSet<Sym> Decorated;
  std::vector<bool> Called, Referenced, Inert;
  /// The executables (as bits; all of them where there are many) whose main
  /// reaches a function, and that make an object of a class.
  std::vector<uint64_t> Executables;
  llvm::DenseMap<Sym, uint64_t> MadeIn;
  mutable std::vector<std::unique_ptr<Liveness>> Live;
};

} // namespace trace_tidy

#endif
