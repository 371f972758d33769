// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every name and every place that a function or class refers to: for moving it
// to the tables of another summary, and for hashing it.
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_SYMBOLS_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_SYMBOLS_H

#include "analysis/facts/Facts.h"

namespace trace_tidy {

/// Calls OnSym(Sym &) and OnPlace(PlaceId &) in a fixed order.
template <typename SymFn, typename PlaceFn>
void forEachReference(Function &F, SymFn OnSym, PlaceFn OnPlace) {
  OnSym(F.Key);
  OnSym(F.Name);
  OnSym(F.Unit);
  OnPlace(F.At);
  for (Sym &S : F.Overrides)
    OnSym(S);
  for (Block &B : F.Blocks) {
    OnSym(B.Condition.Equals);
    OnSym(B.Condition.Assumption);
    for (Instr &I : B.Instrs) {
      OnSym(I.Name);
      OnSym(I.Text);
      if (I.maskIsName())
        OnSym(I.Mask);
      OnPlace(I.At);
    }
  }
}

template <typename SymFn> void forEachReference(Class &C, SymFn OnSym) {
  OnSym(C.Key);
  OnSym(C.Destructor);
  for (Sym &S : C.Bases)
    OnSym(S);
  for (auto &[Overridden, Method] : C.Overriders) {
    OnSym(Overridden);
    OnSym(Method);
  }
}

} // namespace trace_tidy

#endif
