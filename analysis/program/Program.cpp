// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/Program.h"
#include "llvm/ADT/STLExtras.h"

namespace trace_tidy {

Program::Program(const TuSummary &Tu)
    : Tu(Tu), Called(Tu.Functions.size()), Referenced(Tu.Functions.size()),
      Dead(Tu.Functions.size()) {
  for (uint32_t I = 0; I != Tu.Functions.size(); ++I) {
    Functions.try_emplace(Tu.Functions[I].Key, I);
    for (Sym Base : Tu.Functions[I].Overrides)
      Overriders[Base].push_back(Tu.Functions[I].Key);
  }
  for (uint32_t I = 0; I != Tu.Classes.size(); ++I)
    Classes.try_emplace(Tu.Classes[I].Key, I);
  for (const Function &F : Tu.Functions)
    for (const Block &B : F.Blocks)
      for (const Instr &I : B.Instrs) {
        if (I.Code == Op::FunctionRef) {
          if (int Target = find(I.Name); Target >= 0)
            Referenced[Target] = true;
        } else if (I.Code == Op::Call) {
          for (uint32_t Target : targets(I.Name, 0))
            Called[Target] = true;
        }
      }
}

int Program::find(Sym Key) const {
  auto It = Functions.find(Key);
  return It == Functions.end() ? -1 : static_cast<int>(It->second);
}

llvm::SmallVector<uint32_t, 4> Program::targets(Sym Key, Sym Type) const {
  llvm::SmallVector<uint32_t, 4> Found;
  // The class of the object decides, from the most derived up.
  for (Sym At = Type; At;) {
    auto It = Classes.find(At);
    if (It == Classes.end())
      break;
    const Class &C = Tu.Classes[It->second];
    for (auto &[Overridden, Method] : C.Overriders)
      if (Overridden == Key)
        if (int Index = find(Method); Index >= 0)
          return {static_cast<uint32_t>(Index)};
    At = C.Bases.empty() ? 0 : C.Bases.front();
  }
  llvm::SmallVector<Sym, 8> Work{Key}, Seen;
  while (!Work.empty()) {
    Sym Next = Work.pop_back_val();
    if (llvm::is_contained(Seen, Next))
      continue;
    Seen.push_back(Next);
    if (int Index = find(Next); Index >= 0)
      Found.push_back(Index);
    auto It = Overriders.find(Next);
    if (It != Overriders.end())
      Work.append(It->second.begin(), It->second.end());
  }
  llvm::sort(Found);
  return Found;
}

Sym Program::destructor(Sym Type) const {
  for (unsigned Depth = 0; Type && Depth != 16; ++Depth) {
    auto It = Classes.find(Type);
    if (It == Classes.end())
      return 0;
    const Class &C = Tu.Classes[It->second];
    if (C.Destructor)
      return C.Destructor;
    Type = C.Bases.empty() ? 0 : C.Bases.front();
  }
  return 0;
}

const std::vector<bool> &Program::deadAt(uint32_t Index, uint32_t Block) const {
  if (Dead[Index].empty())
    computeLiveness(Index);
  return Dead[Index][Block];
}

void Program::computeLiveness(uint32_t Index) const {
  const Function &F = Tu.Functions[Index];
  size_t N = F.Blocks.size();
  Dead[Index].resize(N);
  if (N * F.Slots > 20000000)
    return; // too large to be worth it: nothing is known to be dead
  std::vector<std::vector<bool>> Live(N, std::vector<bool>(F.Slots, false));
  auto Backward = [&](size_t B) {
    std::vector<bool> L(F.Slots, false);
    for (uint32_t S : F.Blocks[B].Successors)
      if (S != ~0u)
        for (Slot I = F.FirstTemporary; I < F.Slots; ++I)
          if (Live[S][I])
            L[I] = true;
    if (Slot V = F.Blocks[B].Condition.Value)
      L[V] = true;
    for (const Instr &I : llvm::reverse(F.Blocks[B].Instrs)) {
      if (I.Result)
        L[I.Result] = false;
      for (Slot A : I.Args)
        L[A] = true;
    }
    return L;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (size_t B = N; B-- != 0;) {
      std::vector<bool> L = Backward(B);
      if (L != Live[B]) {
        Live[B] = std::move(L);
        Changed = true;
      }
    }
  }
  for (size_t B = 0; B != N; ++B) {
    Dead[Index][B].assign(F.Slots, false);
    for (Slot I = F.FirstTemporary; I < F.Slots; ++I)
      Dead[Index][B][I] = !Live[B][I];
  }
}

} // namespace trace_tidy
