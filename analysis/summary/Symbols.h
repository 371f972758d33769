// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every name and every place that a function or class refers to: for moving it
// to the tables of another summary, and for hashing it.
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_SYMBOLS_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_SYMBOLS_H

#include "analysis/facts/Facts.h"
#include <utility>

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
  for (Fix &Each : F.Fixes) {
    OnPlace(Each.At);
    OnSym(Each.Helper);
    for (Change &C : Each.Changes) {
      OnPlace(C.At);
      OnSym(C.Text);
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

/// Moves names and places from one summary's tables to another's.
class Mover {
public:
  Mover(const Summary &From, Summary &To)
      : From(From), To(To), Syms(From.Strings.size()),
        PlaceIds(From.Places.size()) {}

  void sym(Sym &S) {
    if (!S)
      return;
    if (!Syms[S])
      Syms[S] = To.intern(From.str(S));
    S = Syms[S];
  }

  void place(PlaceId &Id) {
    if (!Id)
      return;
    PlaceId &New = PlaceIds[Id];
    if (!New) {
      Place P = From.Places[Id];
      sym(P.File);
      New = To.Places.size();
      To.Places.push_back(P);
    }
    Id = New;
  }

  void move(Function &F) {
    forEachReference(
        F, [this](Sym &S) { sym(S); }, [this](PlaceId &Id) { place(Id); });
  }
  /// For a function of which Key and Unit have been moved.
  void moveRest(Function &F) {
    Sym Key = std::exchange(F.Key, 0), Unit = std::exchange(F.Unit, 0);
    move(F);
    F.Key = Key;
    F.Unit = Unit;
  }
  void move(Class &C) {
    forEachReference(C, [this](Sym &S) { sym(S); });
  }
  void move(File &F) { sym(F.Path); }
  void move(Unit &U) {
    sym(U.Path);
    sym(U.Error);
  }

private:
  const Summary &From;
  Summary &To;
  std::vector<Sym> Syms;
  std::vector<PlaceId> PlaceIds;
};

} // namespace trace_tidy

#endif
