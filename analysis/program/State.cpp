// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/State.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

namespace trace_tidy {

namespace {
constexpr unsigned MaxDepth = 6;

/// Visits Id and what it refers to, once each, to a limited depth.
template <typename StateT, typename F>
void reach(StateT &S, ObjId Id, F Visit) {
  llvm::SmallVector<std::pair<ObjId, unsigned>, 16> Work{{Id, 0}};
  llvm::SmallVector<ObjId, 16> Seen;
  while (!Work.empty()) {
    auto [Next, Depth] = Work.pop_back_val();
    if (!Next || Depth > MaxDepth || llvm::is_contained(Seen, Next))
      continue;
    Seen.push_back(Next);
    if (Visit(Next))
      return;
    Work.push_back({S.Heap[Next].Target, Depth + 1});
    for (auto &[Name, To] : S.Heap[Next].Fields)
      Work.push_back({To, Depth + 1});
  }
}
} // namespace

ObjId Object::field(Sym Name) const {
  for (auto &[N, To] : Fields)
    if (N == Name)
      return To;
  return 0;
}

void Object::setField(Sym Name, ObjId To) {
  for (auto &[N, Old] : Fields)
    if (N == Name) {
      Old = To;
      return;
    }
  Fields.push_back({Name, To});
  llvm::sort(Fields);
}

ObjId State::make(Object O) {
  Heap.push_back(std::move(O));
  return Heap.size() - 1;
}

uint16_t State::taints(ObjId Id) const {
  uint16_t All = 0;
  reach(*this, Id, [&](ObjId O) {
    All |= Heap[O].Taints;
    return false;
  });
  return All;
}

bool State::external(ObjId Id) const {
  bool Found = false;
  reach(*this, Id, [&](ObjId O) { return Found |= Heap[O].External; });
  return Found;
}

void State::taint(ObjId Id, uint16_t Taints) {
  reach(*this, Id, [&](ObjId O) {
    Heap[O].Taints |= Taints;
    return false;
  });
}

const Object *State::withKind(ObjId Id) const {
  const Object *Found = nullptr;
  reach(*this, Id, [&](ObjId O) {
    if (Heap[O].HasKind && Heap[O].Kind != ObjKind::Span)
      Found = &Heap[O];
    return Found != nullptr;
  });
  return Found;
}

bool State::reaches(ObjId From, ObjId To) const {
  bool Found = false;
  reach(*this, From, [&](ObjId O) { return Found |= O == To; });
  return Found;
}

bool State::held(ObjId Id, const Function &F) const {
  if (Id <= Pinned || Returned == Id)
    return true;
  for (uint32_t I = 0; I != Env.size() && I < F.FirstTemporary; ++I)
    if (Env[I] && !F.Borrows[I] && reaches(Env[I], Id))
      return true;
  if (Returned && reaches(Returned, Id))
    return true;
  for (ObjId Scope : Active)
    if (Scope != Id && reaches(Scope, Id))
      return true;
  for (ObjId O = 1; O <= Pinned; ++O)
    if (reaches(O, Id))
      return true;
  for (auto &[Name, O] : Globals)
    if (reaches(O, Id))
      return true;
  return false;
}

/// Drops fields that say nothing: loading them again makes the same. Otherwise
/// what was looked at would tell states apart.
void State::forgetUnknownFields() {
  llvm::SmallVector<uint8_t, 64> Uses(Heap.size(), 0);
  auto Use = [&](ObjId Id) { Uses[Id] += Uses[Id] < 2; };
  for (ObjId Id : Env)
    Use(Id);
  Use(Returned);
  for (ObjId Id : Active)
    Use(Id);
  for (ObjId Id : Open)
    Use(Id);
  for (auto &[Name, Id] : Globals)
    Use(Id);
  for (const Object &O : Heap) {
    Use(O.Target);
    for (auto &[Name, To] : O.Fields)
      Use(To);
  }
  // What was loaded later has the higher number.
  for (ObjId Id = Heap.size(); Id-- > 1;) {
    Object &O = Heap[Id];
    if (O.Kind != ObjKind::Plain || (O.Taints & T_Incoming) || O.Container)
      continue;
    llvm::erase_if(O.Fields, [&](auto &Field) {
      const Object &To = Heap[Field.second];
      return Field.first > LinkedField && Field.second > Pinned &&
             Uses[Field.second] == 1 &&
             To.External == (O.External || (To.Taints & T_Unknown)) &&
             To.Kind == ObjKind::Plain && !To.Container && !To.Guard &&
             !To.HasKind && !To.Type && !To.Name && !To.Target &&
             To.Fields.empty() && To.Taints == (O.Taints & T_Flows);
    });
  }
}

void State::normalise(const std::vector<bool> &Dead) {
  for (uint32_t I = 0; I != Env.size() && I != Dead.size(); ++I)
    if (Dead[I])
      Env[I] = 0;
  forgetUnknownFields();
  std::vector<ObjId> Number(Heap.size(), 0), Order;
  llvm::SmallVector<ObjId, 16> Work;
  auto Visit = [&](ObjId Root) {
    Work.push_back(Root);
    while (!Work.empty()) {
      ObjId Id = Work.pop_back_val();
      if (!Id || Number[Id])
        continue;
      Order.push_back(Id);
      Number[Id] = Order.size();
      for (auto &[Name, To] : llvm::reverse(Heap[Id].Fields))
        Work.push_back(To);
      Work.push_back(Heap[Id].Target);
    }
  };
  for (ObjId Id = 1; Id <= Pinned; ++Id) {
    Order.push_back(Id);
    Number[Id] = Id;
  }
  for (ObjId Id = 1; Id <= Pinned; ++Id) {
    for (auto &[Name, To] : Heap[Id].Fields)
      Visit(To);
    Visit(Heap[Id].Target);
  }
  for (ObjId Root : Env)
    Visit(Root);
  Visit(Returned);
  for (ObjId Root : Active)
    Visit(Root);
  for (auto &[Name, Root] : Globals)
    Visit(Root);
  for (ObjId Root : Open)
    Visit(Root);

  std::vector<Object> New(1);
  New.reserve(Order.size() + 1);
  for (ObjId Id : Order)
    New.push_back(std::move(Heap[Id]));
  for (Object &O : New) {
    O.Target = Number[O.Target];
    for (auto &[Name, To] : O.Fields)
      To = Number[To];
  }
  Heap = std::move(New);
  for (ObjId &Id : Env)
    Id = Number[Id];
  Returned = Number[Returned];
  for (ObjId &Id : Active)
    Id = Number[Id];
  for (ObjId &Id : Open)
    Id = Number[Id];
  for (auto &[Name, Id] : Globals)
    Id = Number[Id];
}

StateKey State::key(llvm::ArrayRef<uint32_t> Prefix) const {
  llvm::SmallVector<uint32_t, 256> Key(Prefix.begin(), Prefix.end());
  auto Add = [&](uint32_t V) { Key.push_back(V); };
  Add(Pinned);
  Add(Heap.size());
  for (const Object &O : llvm::drop_begin(Heap)) {
    Add(static_cast<unsigned>(O.Kind) | O.External << 3 | O.Guard << 4 |
        O.Container << 6 | O.Ended << 7 | O.Event << 8 | O.HasKind << 9 |
        static_cast<unsigned>(O.SpanKind) << 10 |
        static_cast<unsigned>(O.Parent) << 13 | unsigned(O.Under) << 16);
    Add(O.Taints);
    Add(O.UnderSite);
    Add(O.Target);
    Add(O.Type);
    Add(O.Name);
    Add(O.Fields.size());
    for (auto &[Name, To] : O.Fields) {
      Add(Name);
      Add(To);
    }
  }
  for (ObjId Id : Env)
    Add(Id);
  Add(Returned);
  Add(Active.size());
  for (ObjId Id : Active)
    Add(Id);
  Add(Open.size());
  for (ObjId Id : Open)
    Add(Id);
  for (auto &[Name, Id] : Globals) {
    Add(Name);
    Add(Id);
  }
  for (auto &[Name, Value] : Assumed) {
    Add(Name);
    Add(Value);
  }
  Add(EverSpan | TestedTrace << 1 | TestedRemote << 2 | TestedLoop << 3 |
      static_cast<unsigned>(First) << 4);
  auto Hash = llvm::xxh3_128bits(
      {reinterpret_cast<const uint8_t *>(Key.data()), Key.size_in_bytes()});
  return {Hash.low64, Hash.high64};
}

} // namespace trace_tidy
