// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/summary/Slice.h"
#include "analysis/summary/Link.h"
#include "analysis/summary/Symbols.h"
#include "llvm/ADT/DenseSet.h"

namespace trace_tidy {

namespace {
/// How far calls of the callers are followed: a helper that injects or a guard
/// is not far from where it is used.
constexpr unsigned MaxDepth = 4;
} // namespace

Slicer::Slicer(Summary Program) : All(std::move(Program)) {
  for (const Class &C : All.Classes)
    if (C.Destructor)
      DestructorOf[C.Key] = C.Destructor;
  for (uint32_t I = 0; I != All.Functions.size(); ++I) {
    const Function &F = All.Functions[I];
    ByKey[F.Key].push_back(I);
    for (Sym Base : F.Overrides)
      OverridersOf[Base].push_back(I);
  }
  for (uint32_t I = 0; I != All.Functions.size(); ++I) {
    bool Installs = false;
    for (const Block &B : All.Functions[I].Blocks)
      for (const Instr &Step : B.Instrs)
        Installs |= Step.Code == Op::Propagates ||
                    Step.Code == Op::PropagatesGlobally ||
                    Step.Code == Op::RegisterMiddleware;
    if (Installs)
      Installers.push_back(I);
    forEachCallee(All.Functions[I], [&](Sym Key) {
      Indices &Callers = CallersOf[Key];
      if (Callers.empty() || Callers.back() != I)
        Callers.push_back(I);
    });
  }
}

template <typename Fn>
void Slicer::forEachCallee(const Function &F, Fn Call) const {
  for (const Block &B : F.Blocks)
    for (const Instr &I : B.Instrs) {
      if (I.Code == Op::Call || I.Code == Op::FunctionRef)
        Call(I.Name);
      else if (I.Code == Op::New)
        if (Sym Destructor = DestructorOf.lookup(I.Name))
          Call(Destructor);
    }
}

void Slicer::addCallers(std::vector<uint32_t> &Work, std::vector<bool> &In,
                        Sym Key) const {
  auto It = CallersOf.find(Key);
  if (It == CallersOf.end())
    return;
  for (uint32_t Caller : It->second)
    if (!In[Caller]) {
      In[Caller] = true;
      Work.push_back(Caller);
    }
}

Summary Slicer::around(Summary Fresh, llvm::StringRef MainFile) const {
  Sym Unit = All.lookup(MainFile);
  std::vector<bool> In(All.Functions.size());
  std::vector<uint32_t> Work;
  llvm::DenseSet<Sym> Own; // keys that Fresh has
  for (const Function &F : Fresh.Functions)
    if (Sym Key = All.lookup(Fresh.str(F.Key)))
      Own.insert(Key);

  // Up: whoever can call it, directly or through a base class.
  for (uint32_t I : Installers)
    if (!In[I]) {
      In[I] = true;
      Work.push_back(I);
    }
  for (const Function &F : Fresh.Functions) {
    if (Sym Key = All.lookup(Fresh.str(F.Key)))
      addCallers(Work, In, Key);
    for (Sym Base : F.Overrides)
      if (Sym Key = All.lookup(Fresh.str(Base)))
        addCallers(Work, In, Key);
  }
  while (!Work.empty()) {
    const Function &F = All.Functions[Work.back()];
    Work.pop_back();
    addCallers(Work, In, F.Key);
    for (Sym Base : F.Overrides)
      addCallers(Work, In, Base);
  }

  // Down: what those call, and all that the unit itself calls.
  std::vector<std::pair<uint32_t, unsigned>> Deep;
  auto Enter = [&](Sym Key, unsigned Depth) {
    auto Add = [&](const llvm::DenseMap<Sym, Indices> &From) {
      auto It = From.find(Key);
      if (It == From.end())
        return;
      for (uint32_t I : It->second)
        if (!In[I]) {
          In[I] = true;
          Deep.push_back({I, Depth});
        }
    };
    Add(ByKey);
    Add(OverridersOf);
  };
  for (uint32_t I = 0; I != In.size(); ++I)
    if (In[I])
      Deep.push_back({I, MaxDepth});
  std::vector<std::pair<uint32_t, unsigned>> Callers = std::move(Deep);
  Deep.clear();
  for (const Function &F : Fresh.Functions) {
    for (const Block &B : F.Blocks)
      for (const Instr &I : B.Instrs)
        if (I.Code == Op::Call || I.Code == Op::FunctionRef)
          if (Sym Key = All.lookup(Fresh.str(I.Name)))
            Enter(Key, ~0u);
    for (const Fix &Each : F.Fixes)
      if (Sym Key = All.lookup(Fresh.str(Each.Helper)))
        Enter(Key, ~0u);
  }
  auto Drain = [&] {
    while (!Deep.empty()) {
      auto [I, Depth] = Deep.back();
      Deep.pop_back();
      if (Depth)
        forEachCallee(All.Functions[I],
                      [&](Sym Key) { Enter(Key, Depth - 1); });
    }
  };
  Drain();
  Deep = std::move(Callers);
  Drain();

  Linker Link;
  Summary Part;
  Mover To(All, Part);
  for (uint32_t I = 0; I != In.size(); ++I) {
    const Function &F = All.Functions[I];
    if (!In[I] || (F.Unit && F.Unit == Unit) ||
        (!F.Unit && Own.contains(F.Key)))
      continue;
    Part.Functions.push_back(F);
    To.move(Part.Functions.back());
  }
  for (const Class &C : All.Classes) {
    Part.Classes.push_back(C);
    To.move(Part.Classes.back());
  }
  Link.add(std::move(Part));
  Link.add(std::move(Fresh));
  return Link.take();
}

} // namespace trace_tidy
