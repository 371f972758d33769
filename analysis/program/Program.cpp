// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/Program.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace trace_tidy {

namespace {
/// How many leading folders two files share.
unsigned nearness(llvm::StringRef A, llvm::StringRef B) {
  unsigned Shared = 0;
  for (size_t I = 0; I < std::min(A.size(), B.size()) && A[I] == B[I]; ++I)
    Shared += A[I] == '/';
  return Shared;
}
} // namespace

Program::Program(const Summary &Tu)
    : Tu(Tu), Called(Tu.Functions.size()), Referenced(Tu.Functions.size()),
      Executables(Tu.Functions.size()), Dead(Tu.Functions.size()) {
  for (uint32_t I = 0; I != Tu.Functions.size(); ++I) {
    Functions.try_emplace(Tu.Functions[I].Key, I);
    for (Sym Base : Tu.Functions[I].Overrides)
      Overriders[Base].push_back(Tu.Functions[I].Key);
  }
  for (auto &[Base, Methods] : Overriders)
    Methods.erase(llvm::unique(Methods), Methods.end());
  for (uint32_t I = 0; I != Tu.Classes.size(); ++I) {
    Classes.try_emplace(Tu.Classes[I].Key, I);
    for (Sym Base : Tu.Classes[I].Bases)
      Derived[Base].push_back(Tu.Classes[I].Key);
    for (auto &[Overridden, Method] : Tu.Classes[I].Overriders)
      if (auto It = Functions.find(Method); It != Functions.end())
        for (uint32_t F = It->second; F != size() && function(F).Key == Method;
             ++F)
          ClassOf.try_emplace(F, Tu.Classes[I].Key);
  }
  findCalled();
  findExecutables();
}

void Program::findCalled() {
  for (uint32_t From = 0; From != size(); ++From)
    for (const Block &B : function(From).Blocks)
      for (const Instr &I : B.Instrs) {
        if (I.Code == Op::FunctionRef) {
          if (int Target = find(I.Name, From); Target >= 0)
            Referenced[Target] = true;
        } else if (I.Code == Op::Call) {
          if (I.Flags & IF_Virtual) {
            for (uint32_t Target : overriders(I.Name, From))
              Called[Target] = true;
          } else if (int Target = find(I.Name, From); Target >= 0) {
            Called[Target] = true;
          }
        }
      }
}

/// Follows calls, references and virtual methods of what is made from each
/// main. Too many executables are taken as one.
void Program::findExecutables() {
  std::vector<uint32_t> Mains;
  for (uint32_t I = 0; I != size(); ++I)
    if (function(I).Flags & FF_Main)
      Mains.push_back(I);
  if (Mains.size() > 64)
    return;
  std::vector<uint32_t> Work;
  for (unsigned Bit = 0; Bit != Mains.size(); ++Bit) {
    uint64_t Mask = uint64_t(1) << Bit;
    auto Reach = [&](int Fn) {
      if (Fn < 0 || (Executables[Fn] & Mask))
        return;
      Executables[Fn] |= Mask;
      Work.push_back(Fn);
    };
    auto Make = [&](Sym Type, uint32_t From) {
      if (MadeIn[Type] & Mask)
        return;
      MadeIn[Type] |= Mask;
      for (unsigned Depth = 0; Type && Depth != 16; ++Depth) {
        auto It = Classes.find(Type);
        if (It == Classes.end())
          return;
        const Class &C = Tu.Classes[It->second];
        MadeIn[Type] |= Mask; // a base's methods are the object's, too
        Reach(find(C.Destructor, From));
        for (auto &[Overridden, Method] : C.Overriders)
          Reach(find(Method, From));
        Type = C.Bases.empty() ? 0 : C.Bases.front();
      }
    };
    Reach(Mains[Bit]);
    while (!Work.empty()) {
      uint32_t From = Work.back();
      Work.pop_back();
      for (const Block &B : function(From).Blocks)
        for (const Instr &I : B.Instrs)
          if (I.Code == Op::New && I.Name)
            Make(I.Name, From);
          else if (I.Code == Op::FunctionRef || I.Code == Op::Call)
            Reach(find(I.Name, From));
    }
  }
  // What only code makes that no main reaches: tests of a library's runner.
  for (uint32_t From = 0; From != size(); ++From)
    if (!Executables[From])
      for (const Block &B : function(From).Blocks)
        for (const Instr &I : B.Instrs)
          if (I.Code == Op::New && I.Name)
            MadeIn.try_emplace(I.Name, 0);
}

int Program::find(Sym Key, uint32_t From) const {
  auto It = Functions.find(Key);
  if (It == Functions.end())
    return -1;
  uint32_t First = It->second;
  auto Last = First + 1;
  while (Last != size() && function(Last).Key == Key)
    ++Last;
  if (Last == First + 1 || !function(First).Unit) // "" sorts first
    return First;
  Sym Own = function(From).Unit;
  int Best = -1;
  unsigned BestNearness = 0;
  bool Tie = false;
  for (uint32_t I = First; I != Last; ++I) {
    Sym Unit = function(I).Unit;
    if (Unit == Own)
      return I;
    if (I != First && Unit == function(I - 1).Unit)
      continue; // compiled in several ways
    unsigned Near = nearness(str(Unit), str(Own));
    if (Best < 0 || Near > BestNearness) {
      Best = I;
      BestNearness = Near;
      Tie = false;
    } else if (Near == BestNearness) {
      Tie = true;
    }
  }
  return Tie ? -1 : Best;
}

llvm::SmallVector<uint32_t, 4> Program::overriders(Sym Key,
                                                   uint32_t From) const {
  llvm::SmallVector<uint32_t, 4> Found;
  llvm::SmallVector<Sym, 8> Work{Key}, Seen;
  while (!Work.empty()) {
    Sym Next = Work.pop_back_val();
    if (llvm::is_contained(Seen, Next))
      continue;
    Seen.push_back(Next);
    if (int Index = find(Next, From); Index >= 0)
      Found.push_back(Index);
    auto It = Overriders.find(Next);
    if (It != Overriders.end())
      Work.append(It->second.begin(), It->second.end());
  }
  llvm::sort(Found);
  return Found;
}

llvm::SmallVector<uint32_t, 4>
Program::targets(Sym Key, Sym Type, uint32_t From, uint32_t Root) const {
  // The class of the object decides, from the most derived up.
  for (Sym At = Type; At;) {
    auto It = Classes.find(At);
    if (It == Classes.end())
      break;
    const Class &C = Tu.Classes[It->second];
    for (auto &[Overridden, Method] : C.Overriders)
      if (Overridden == Key)
        if (int Index = find(Method, From); Index >= 0)
          return {static_cast<uint32_t>(Index)};
    At = C.Bases.empty() ? 0 : C.Bases.front();
  }
  llvm::SmallVector<uint32_t, 4> Found = overriders(Key, From);
  uint64_t Here = Executables[Root];
  if (Found.size() > 1 && Here)
    llvm::erase_if(Found, [&](uint32_t Fn) {
      auto Class = ClassOf.find(Fn);
      auto Made =
          Class == ClassOf.end() ? MadeIn.end() : MadeIn.find(Class->second);
      return Made != MadeIn.end() && !(Made->second & Here);
    });
  return Found;
}

llvm::SmallVector<Sym, 4> Program::inheritors(uint32_t Index) const {
  const Function &F = function(Index);
  llvm::SmallVector<Sym, 4> All, Made;
  llvm::SmallVector<Sym, 8> Work{classOf(Index)};
  llvm::DenseSet<Sym> Seen{0};
  while (!Work.empty()) {
    Sym Type = Work.pop_back_val();
    if (!Seen.insert(Type).second)
      continue;
    auto It = Classes.find(Type);
    if (It != Classes.end() && Type != classOf(Index)) {
      auto &Own = Tu.Classes[It->second].Overriders;
      if (llvm::any_of(Own, [&](auto &Pair) {
            return Pair.first == F.Key && Pair.second != F.Key;
          }))
        continue; // it has its own
      All.push_back(Type);
      if (MadeIn.count(Type))
        Made.push_back(Type);
    }
    if (auto Below = Derived.find(Type); Below != Derived.end())
      Work.append(Below->second.begin(), Below->second.end());
  }
  llvm::SmallVector<Sym, 4> Result = Made.empty() ? All : Made;
  llvm::sort(Result);
  return Result;
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
