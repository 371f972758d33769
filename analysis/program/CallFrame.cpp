// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/CallFrame.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace trace_tidy {

Entered enter(const State &S, llvm::ArrayRef<ObjId> Args, const Instr *Site,
              bool DataOnly) {
  Entered E;
  E.Back.push_back(0);
  std::vector<ObjId> Number(S.Heap.size(), 0);
  llvm::SmallVector<ObjId, 16> Work;
  auto Visit = [&](ObjId Root) {
    Work.push_back(Root);
    while (!Work.empty()) {
      ObjId Id = Work.pop_back_val();
      if (!Id || Number[Id])
        continue;
      Number[Id] = E.Back.size();
      E.Back.push_back(Id);
      for (auto &[Name, To] : llvm::reverse(S[Id].Fields))
        Work.push_back(To);
      Work.push_back(S[Id].Target);
    }
  };
  for (ObjId Id : Args)
    Visit(Id);
  if (!DataOnly) {
    for (ObjId Id : S.Active)
      Visit(Id);
    for (ObjId Id : S.Open)
      Visit(Id);
    for (auto &[Name, Id] : S.Globals)
      Visit(Id);
  }
  bool Incoming =
      llvm::any_of(E.Back, [&](ObjId Id) { return S[Id].Taints & T_Incoming; });
  State &In = E.Inner;
  In.Pinned = E.Back.size() - 1;
  for (ObjId Id : llvm::drop_begin(E.Back)) {
    Object O = S[Id];
    O.Target = Number[O.Target];
    for (auto &[Name, To] : O.Fields)
      To = Number[To];
    if (DataOnly && !Incoming)
      O.Taints &= ~T_Literal; // matters beside a message alone
    // One call site counts once, however often a loop comes by.
    if (O.Under == 1 && O.UnderSite == siteId(Site))
      O.Under = 0;
    O.UnderSite = 0;
    O.First = 0;
    In.Heap.push_back(std::move(O));
  }
  In.Env.push_back(0);
  for (ObjId Id : Args)
    In.Env.push_back(Number[Id]);
  if (DataOnly)
    return E;
  for (ObjId Id : S.Active)
    In.Active.push_back(Number[Id]);
  for (ObjId Id : S.Open)
    In.Open.push_back(Number[Id]);
  for (auto &[Name, Id] : S.Globals)
    In.Globals.push_back({Name, Number[Id]});
  In.EverSpan = S.EverSpan;
  In.TestedTrace = S.TestedTrace;
  In.TestedLoop = S.TestedLoop;
  In.TestedRemote = S.TestedRemote;
  In.First = S.First;
  In.FirstSite = S.FirstSite;
  In.LastEnd = S.LastEnd;
  return E;
}

State leave(const State &Caller, const State &Out,
            const std::vector<ObjId> &Back, const Instr *Site, bool DataOnly,
            llvm::SmallVectorImpl<uint32_t> &Promoted, ObjId &Returned) {
  State S = Caller;
  std::vector<ObjId> Map(Out.Heap.size(), 0);
  for (ObjId Id = 1; Id < Out.Heap.size(); ++Id)
    Map[Id] = Id <= Out.Pinned ? Back[Id] : S.make();
  for (ObjId Id = 1; Id < Out.Heap.size(); ++Id) {
    Object O = Out[Id];
    O.Target = Map[O.Target];
    for (auto &[Name, To] : O.Fields)
      To = Map[To];
    if (Id <= Out.Pinned) {
      const Object &Before = Caller[Back[Id]];
      bool Same = Before.Under == 1 && Before.UnderSite == siteId(Site);
      unsigned Entered = Same ? 0 : Before.Under;
      uint32_t First = O.First ? O.First : Before.First;
      if (Entered == 1 && O.Under == 2 && Before.First)
        Promoted.push_back(Before.First);
      if (O.Under == Entered) {
        O.Under = Before.Under;
        O.UnderSite = Before.UnderSite;
      } else {
        O.UnderSite = O.Under == 1 ? siteId(Site) : 0;
      }
      O.First = First;
      O.Site = Before.Site;
    }
    S.Heap[Map[Id]] = std::move(O);
  }
  Returned = Map[Out.Returned];
  if (DataOnly) {
    S.TestedTrace |= Out.TestedTrace;
    S.TestedRemote |= Out.TestedRemote;
    return S;
  }
  S.Active.clear();
  for (ObjId Id : Out.Active)
    S.Active.push_back(Map[Id]);
  S.Open.clear();
  for (ObjId Id : Out.Open)
    S.Open.push_back(Map[Id]);
  S.Globals.clear();
  for (auto &[Name, Id] : Out.Globals)
    S.Globals.push_back({Name, Map[Id]});
  // A span that began and ended inside of the callee was not held here.
  S.EverSpan = Caller.EverSpan || (!Out.Open.empty() && Out.EverSpan);
  S.TestedTrace = Out.TestedTrace;
  S.TestedRemote = Out.TestedRemote;
  S.First = Out.First;
  S.FirstSite = Out.FirstSite;
  S.LastEnd = Out.LastEnd;
  return S;
}

bool isPlainData(const State &S, llvm::ArrayRef<ObjId> Args) {
  llvm::SmallVector<ObjId, 16> Work(Args.begin(), Args.end());
  llvm::SmallDenseSet<ObjId, 16> Seen{0};
  while (!Work.empty()) {
    ObjId Id = Work.pop_back_val();
    if (!Seen.insert(Id).second)
      continue;
    const Object &O = S[Id];
    if ((O.Kind != ObjKind::Plain && O.Kind != ObjKind::Null) || O.Guard)
      return false;
    Work.push_back(O.Target);
    for (auto &[Name, To] : O.Fields)
      Work.push_back(To);
  }
  return true;
}

} // namespace trace_tidy
