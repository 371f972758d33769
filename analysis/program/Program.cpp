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

Program::Program(const Summary &Tu, const std::bitset<32> &Counted)
    : Tu(Tu), Called(Tu.Functions.size()), Referenced(Tu.Functions.size()),
      Executables(Tu.Functions.size()), Live(Tu.Functions.size()) {
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
  findInert(Counted);
}

/// Whether a method's class overrides what the method calls on another object.
bool Program::wraps(uint32_t From, const Instr &Call) const {
  auto It = Classes.find(classOf(From));
  return It != Classes.end() && Call.Args[0] != 1 &&
         llvm::any_of(Tu.Classes[It->second].Overriders,
                      [&](auto &Pair) { return Pair.first == Call.Name; });
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
            if (wraps(From, I))
              Decorated.insert(I.Name);
            auto &Handlers = HandlersCalling[I.Name];
            if ((function(From).Flags & FF_Handler) && Handlers.size() < 2 &&
                !llvm::is_contained(Handlers, From))
              Handlers.push_back(From);
            for (uint32_t Target : overriders(I.Name, From))
              Called[Target] = true;
          } else if (int Target = find(I.Name, From); Target >= 0) {
            Called[Target] = true;
          }
        }
      }
}

namespace {
/// Whether an instruction only moves data, calls apart.
bool movesData(const Instr &I) {
  switch (I.Code) {
  case Op::Copy:
  case Op::Clone:
  case Op::Assign:
  case Op::New:
  case Op::Null:
  case Op::Load:
  case Op::Store:
  case Op::Merge:
  case Op::Flow:
  case Op::Const:
  case Op::Bind:
  case Op::Opaque:
  case Op::Clear:
  case Op::Call:
  case Op::Destroy:
  case Op::Return:
  case Op::Throw:
  case Op::Suspend:
  case Op::HeaderSet:
  case Op::HeaderGet:
  case Op::CarrierLink:
    return !(I.Flags & (IF_MayHoldSpan | IF_Span));
  default:
    return false;
  }
}
} // namespace

/// From what is not inert up to its callers.
void Program::findInert(const std::bitset<32> &Counted) {
  Inert.assign(size(), true);
  std::vector<std::pair<uint32_t, uint32_t>> Edges; // callee, caller
  std::vector<uint32_t> Work;
  for (uint32_t From = 0; From != size(); ++From) {
    const Function &F = function(From);
    bool Own = !(F.Flags & (FF_Main | FF_Handler | FF_RequestParam |
                            FF_SpanParam | FF_Untraced | FF_Telemetry));
    auto Calls = [&](int Callee) {
      if (Callee >= 0)
        Edges.push_back({uint32_t(Callee), From});
    };
    for (const Block &B : F.Blocks)
      for (const Instr &I : B.Instrs) {
        Own &= movesData(I) || (I.Code == Op::Block &&
                                !Counted.test(static_cast<size_t>(I.Category)));
        if (I.Code == Op::New && I.Name)
          Calls(find(destructor(I.Name), From));
        else if (I.Code == Op::Call && (I.Flags & IF_Virtual))
          for (uint32_t Callee : overriders(I.Name, From))
            Calls(Callee);
        else if (I.Code == Op::Call)
          Calls(find(I.Name, From));
      }
    if (!Own) {
      Inert[From] = false;
      Work.push_back(From);
    }
  }
  llvm::sort(Edges);
  while (!Work.empty()) {
    uint32_t Callee = Work.back();
    Work.pop_back();
    for (auto It = llvm::lower_bound(Edges, std::pair(Callee, 0u));
         It != Edges.end() && It->first == Callee; ++It)
      if (Inert[It->second]) {
        Inert[It->second] = false;
        Work.push_back(It->second);
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

void Program::reach(uint32_t From, std::vector<bool> &Seen) const {
  llvm::SmallVector<uint32_t, 16> Work{From};
  while (!Work.empty()) {
    uint32_t Fn = Work.pop_back_val();
    for (const Block &B : function(Fn).Blocks)
      for (const Instr &I : B.Instrs) {
        if (I.Code != Op::Call && I.Code != Op::FunctionRef)
          continue;
        auto Targets = I.Flags & IF_Virtual ? overriders(I.Name, Fn)
                                            : llvm::SmallVector<uint32_t, 4>();
        if (int Target = find(I.Name, Fn); Target >= 0)
          Targets.push_back(Target);
        for (uint32_t Target : Targets)
          if (!Seen[Target]) {
            Seen[Target] = true;
            Work.push_back(Target);
          }
      }
  }
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
  // None overrides it: it is the one that is called by name.
  if (Type && Classes.count(Type)) {
    int Index = find(Key, From);
    return Index < 0 ? llvm::SmallVector<uint32_t, 4>()
                     : llvm::SmallVector<uint32_t, 4>{uint32_t(Index)};
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
  return liveness(Index).Dead[Block];
}

llvm::ArrayRef<llvm::SmallVector<Slot, 2>>
Program::lastUses(uint32_t Index, uint32_t Block) const {
  const Liveness &L = liveness(Index);
  if (L.LastUses.empty())
    return {};
  return L.LastUses[Block];
}

const Program::Liveness &Program::liveness(uint32_t Index) const {
  if (Live[Index])
    return *Live[Index];
  Live[Index] = std::make_unique<Liveness>();
  Liveness &Result = *Live[Index];
  const Function &F = Tu.Functions[Index];
  size_t N = F.Blocks.size();
  Result.Dead.resize(N);
  if (N * F.Slots > 20000000)
    return Result; // too large to be worth it: nothing is known to be dead
  std::vector<std::vector<bool>> In(N, std::vector<bool>(F.Slots, false));
  // What is needed at the begin of a block, from what is needed behind it.
  auto Backward = [&](size_t B, std::vector<llvm::SmallVector<Slot, 2>> *Last) {
    std::vector<bool> L(F.Slots, false);
    for (uint32_t S : F.Blocks[B].Successors)
      if (S != ~0u)
        for (Slot I = F.FirstTemporary; I < F.Slots; ++I)
          if (In[S][I])
            L[I] = true;
    if (Slot V = F.Blocks[B].Condition.Value)
      L[V] = true;
    const auto &Instrs = F.Blocks[B].Instrs;
    for (size_t At = Instrs.size(); At-- != 0;) {
      const Instr &I = Instrs[At];
      auto Needed = [&](Slot S) {
        if (Last && S >= F.FirstTemporary && !L[S])
          (*Last)[At].push_back(S);
        L[S] = true;
      };
      if (I.Result) {
        Needed(I.Result);
        L[I.Result] = false;
      }
      for (Slot A : I.Args)
        Needed(A);
    }
    return L;
  };
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (size_t B = N; B-- != 0;) {
      std::vector<bool> L = Backward(B, nullptr);
      if (L != In[B]) {
        In[B] = std::move(L);
        Changed = true;
      }
    }
  }
  Result.LastUses.resize(N);
  for (size_t B = 0; B != N; ++B) {
    Result.Dead[B].assign(F.Slots, false);
    for (Slot I = F.FirstTemporary; I < F.Slots; ++I)
      Result.Dead[B][I] = !In[B][I];
    Result.LastUses[B].resize(F.Blocks[B].Instrs.size());
    Backward(B, &Result.LastUses[B]);
  }
  return Result;
}

} // namespace trace_tidy
