// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/Evaluator.h"
#include "llvm/ADT/StringSwitch.h"
#include <deque>
#include <unordered_set>

namespace trace_tidy {

namespace {
// Bounds that keep hostile and huge functions from costing more than they
// tell. Paths beyond them are dropped, and a function that was cut short is out
// of sight for its callers: that can miss a gap, not invent one.
constexpr size_t MaxStatesPerBlock = 48;
constexpr size_t MaxStatesPerFunction = 1500;
constexpr size_t MaxOutcomes = 16;
constexpr size_t MaxSteps = 300000;
constexpr size_t MaxObjects = 2000;
} // namespace

void Evaluator::Tally::merge(const Tally &Other) {
  Missing |= Other.Missing;
  MissingTested |= Other.MissingTested;
  Fine |= Other.Fine;
  if (!Event)
    Event = Other.Event;
}

void Effects::merge(const Effects &Other) {
  SpanStarted |= Other.SpanStarted;
  Unknown |= Other.Unknown;
  if (!FirstCall)
    FirstCall = Other.FirstCall;
}

Evaluator::Evaluator(const Program &P, const AnalysisOptions &Options)
    : P(P), Options(Options) {
  // Hooks that are installed anywhere count everywhere.
  for (uint32_t Fn = 0; Fn != P.size(); ++Fn)
    for (const Block &B : P.function(Fn).Blocks)
      for (const Instr &I : B.Instrs)
        if (I.Code == Op::PropagatesGlobally)
          Propagating.push_back(I.Name);
}

const Evaluator::Outcome &Evaluator::evaluate(const Frame &At, State In,
                                              const Setting &Given) {
  Setting Now = Given;
  const Function &F = P.function(At.Fn);
  if ((F.Flags & FF_RequestParam) && !Now.Untraced)
    Now.InScope = Tri::Yes;
  if (F.Flags & FF_Untraced) {
    Now.Untraced = true;
    Now.InScope = Tri::No;
  }
  if (F.Flags & FF_Telemetry)
    return Nothing; // its own transport: nothing to see, nothing changes
  In.Env.resize(std::max<size_t>(F.Slots, 2), 0);
  std::string Key = std::to_string(At.Fn) + "/" +
                    std::to_string(static_cast<unsigned>(Now.InScope)) +
                    (Now.AmbientUnknown ? "u" : "n") +
                    (Now.Quiet ? "q" : Now.Untraced ? "t" : "-") + (Now.Handler ? "h" : "-") + (At.Handler ? "H" : At.ForwardTo >= 0 ? "F" : "-") +
                    In.key();
  auto &Slot = Memo[Key];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Outcome>();
  Outcome &Result = *Slot; // the map's nodes do not move
  if (!Now.Quiet)
    Evaluated.insert({At.Fn, true});
  Stack.push_back(At.Fn);
  Activation A{At, Now, Result, {}, {}, In.TestedTrace};
  run(A, std::move(In));
  decide(A);
  Stack.pop_back();
  return Result;
}

void Evaluator::run(Activation &A, State In) {
  const Function &F = P.function(A.At.Fn);
  std::vector<std::unordered_set<std::string>> Seen(F.Blocks.size());
  std::deque<std::pair<uint32_t, State>> Work;
  size_t Total = 0;
  auto Go = [&](uint32_t Block, State S) {
    if (Block == ~0u)
      return;
    if (Block == F.Exit && S.Thrown)
      return;
    S.Thrown = false;
    if (S.Heap.size() > MaxObjects) {
      A.Out.Complete = false;
      return;
    }
    S.normalise(P.deadAt(A.At.Fn, Block));
    if (Seen[Block].size() >= MaxStatesPerBlock) {
      A.Out.Complete = false;
      return;
    }
    if (!Seen[Block].insert(S.key()).second)
      return;
    if (++Total > MaxStatesPerFunction + 4 * F.Blocks.size()) {
      A.Out.Complete = false;
      return;
    }
    Work.emplace_back(Block, std::move(S));
  };
  Go(0, std::move(In));
  std::unordered_set<std::string> Outcomes;
  while (!Work.empty()) {
    if (Steps > MaxSteps) {
      A.Out.Complete = false;
      break;
    }
    auto [Index, First] = std::move(Work.front());
    Work.pop_front();
    std::vector<State> States, Next;
    States.push_back(std::move(First));
    const Block &B = F.Blocks[Index];
    for (const Instr &I : B.Instrs) {
      Next.clear();
      Steps += States.size();
      if (Steps > MaxSteps)
        break;
      for (State &S : States)
        step(A, I, std::move(S), Next);
      States.swap(Next);
      if (States.size() > MaxStatesPerBlock) {
        States.resize(MaxStatesPerBlock);
        A.Out.Complete = false;
      }
    }
    for (State &S : States) {
      if (Index != F.Exit) {
        branch(A, B, std::move(S), Go);
        continue;
      }
      // What only this frame named is gone; what it returns stays.
      S.Env.clear();
      S.Assumed.clear();
      S.normalise({});
      if (!Outcomes.insert(S.key()).second)
        continue;
      if (A.Out.States.size() < MaxOutcomes)
        A.Out.States.push_back(std::move(S));
      else
        A.Out.Complete = false;
    }
  }
}

void Evaluator::branch(Activation &A, const Block &B, State S,
                       llvm::function_ref<void(uint32_t, State)> Go) {
  (void)A;
  const Branch &C = B.Condition;
  if (B.Successors.size() != 2 || (!C.Value && !C.Assumption)) {
    for (uint32_t Successor : B.Successors)
      Go(Successor, S);
    return;
  }
  bool CanBeTrue = true, CanBeFalse = true;
  if (ObjId Id = get(S, C.Value)) {
    uint16_t T = S.taints(Id);
    // Whether there is something to send, or something came in, was asked:
    // the path on which there was nothing is no gap by itself.
    if (S[Id].Kind != ObjKind::Span) {
      S.TestedTrace |= (T & (T_Trace | T_Headers)) != 0 ||
                       (C.Repeats && (T & T_Unknown));
      S.TestedRemote |= (T & T_Remote) != 0;
    }
    if (!C.Loop) {
      bool Present = S[Id].Kind == ObjKind::Span && !S[Id].External;
      Present |= S[Id].Kind == ObjKind::Scope;
      Present |= C.Pointer && S[Id].Kind == ObjKind::Plain && S[Id].Type &&
                 !S[Id].External;
      bool Absent = S[Id].Kind == ObjKind::Null;
      if (Present)
        (C.PresentOnTrue ? CanBeFalse : CanBeTrue) = false;
      if (Absent)
        (C.PresentOnTrue ? CanBeTrue : CanBeFalse) = false;
    }
  }
  if (C.Assumption) {
    for (auto &[Name, Value] : S.Assumed)
      if (Name == C.Assumption)
        (Value != C.Negated ? CanBeFalse : CanBeTrue) = false;
    bool Known = llvm::any_of(
        S.Assumed, [&](auto &Pair) { return Pair.first == C.Assumption; });
    if (!Known) {
      State Other = S;
      if (CanBeTrue) {
        S.Assumed.push_back({C.Assumption, !C.Negated});
        llvm::sort(S.Assumed);
        Go(B.Successors[0], std::move(S));
      }
      if (CanBeFalse) {
        Other.Assumed.push_back({C.Assumption, C.Negated});
        llvm::sort(Other.Assumed);
        Go(B.Successors[1], std::move(Other));
      }
      return;
    }
  }
  if (CanBeTrue)
    Go(B.Successors[0], S);
  if (CanBeFalse)
    Go(B.Successors[1], std::move(S));
}

void Evaluator::step(Activation &A, const Instr &I, State S,
                     std::vector<State> &Out) {
  switch (I.Code) {
  case Op::Call:
    return stepCall(A, I, std::move(S), Out);
  case Op::CallValue:
    return stepCallValue(A, I, std::move(S), Out);
  case Op::Destroy:
    return stepDestroy(A, I, std::move(S), Out);
  case Op::Return:
    S.Returned = get(S, I.Args[0]);
    break;
  case Op::Throw:
    S.Thrown = true;
    break;
  default:
    if (!stepData(A, I, S))
      stepTracing(A, I, S);
  }
  Out.push_back(std::move(S));
}

/// Data flow. False when the instruction is none of it.
bool Evaluator::stepData(Activation &A, const Instr &I, State &S) {
  (void)A;
  auto Arg = [&](unsigned N) {
    return N < I.Args.size() ? get(S, I.Args[N]) : 0;
  };
  auto Result = [&](Object O) { set(S, I.Result, S.make(std::move(O))); };
  switch (I.Code) {
  case Op::Copy:
    set(S, I.Result, Arg(0));
    return true;
  case Op::Clone: {
    Object O = S[Arg(0)];
    if (!Arg(0)) {
      O.External = true;
    } else if (O.Kind == ObjKind::Span) {
      set(S, I.Result, Arg(0)); // a handle, whatever it is called
      return true;
    }
    O.Taints = Arg(0) ? S.taints(Arg(0)) & ~T_Incoming : 0;
    Result(std::move(O));
    return true;
  }
  case Op::Assign: {
    ObjId To = Arg(0), From = Arg(1);
    if (!To || !From || To == From)
      return true;
    const Object &Source = S[From];
    Object &O = S[To];
    O.Fields = Source.Fields;
    O.External = Source.External;
    O.Kind = Source.Kind == ObjKind::Span ? O.Kind : Source.Kind;
    O.Name = Source.Name;
    O.Target = Source.Target;
    O.HasKind = Source.HasKind;
    O.SpanKind = Source.SpanKind;
    O.Taints = S.taints(From) & ~T_Incoming;
    return true;
  }
  case Op::New: {
    Object O;
    O.Type = I.Name;
    Result(std::move(O));
    return true;
  }
  case Op::Null: {
    Object O;
    O.Kind = ObjKind::Null;
    Result(std::move(O));
    return true;
  }
  case Op::Opaque: {
    Object O;
    O.External = true;
    Result(std::move(O));
    return true;
  }
  case Op::Const: {
    Object O;
    O.Name = I.Name;
    if (I.Flags & IF_TraceHeader)
      O.Taints = T_TraceName;
    if (I.Flags & IF_Span) {
      O.HasKind = true;
      O.SpanKind = I.Kind;
    }
    Result(std::move(O));
    return true;
  }
  case Op::FunctionRef: {
    Object O;
    O.Kind = ObjKind::Callable;
    O.Name = I.Name;
    Result(std::move(O));
    return true;
  }
  case Op::Global: {
    for (auto &[Name, Id] : S.Globals)
      if (Name == I.Name) {
        set(S, I.Result, Id);
        return true;
      }
    Object O;
    O.External = true;
    ObjId Id = S.make(std::move(O));
    S.Globals.push_back({I.Name, Id});
    llvm::sort(S.Globals);
    set(S, I.Result, Id);
    return true;
  }
  case Op::Load: {
    ObjId Base = Arg(0);
    if (!Base) {
      Object O;
      O.External = true;
      Result(std::move(O));
      return true;
    }
    if (ObjId Known = S[Base].field(I.Name)) {
      // What went into a container later is in its elements, too.
      if (S[Known].Kind == ObjKind::Plain && P.str(I.Name) == "[]")
        S[Known].Taints |= S[Base].Taints & T_Flows;
      set(S, I.Result, Known);
      return true;
    }
    // The span in a pair or tuple, which part it may be.
    if (ObjId Kept = S[Base].field(1);
        (I.Flags & IF_Span) && Kept && S[Kept].Kind == ObjKind::Span) {
      set(S, I.Result, Kept);
      return true;
    }
    Object O;
    O.Taints = S[Base].Taints & T_Flows;
    O.External = S[Base].External || (O.Taints & T_Unknown);
    if ((S[Base].Taints & T_Incoming) && P.str(I.Name) == "@headers")
      O.Taints |= T_Headers;
    // Elements of a container of unknown contents can be anything.
    if (S[Base].Container && S[Base].External && P.str(I.Name) == "[]")
      O.Taints |= T_Unknown;
    O.Container = I.Flags & IF_Container;
    if (O.External && llvm::is_contained(PropagatingFields, I.Name))
      O.Taints |= T_Propagates;
    if ((I.Flags & IF_Span) && O.External)
      O.Kind = ObjKind::Span;
    ObjId Id = S.make(std::move(O));
    S[Base].setField(I.Name, Id);
    set(S, I.Result, Id);
    return true;
  }
  case Op::Store:
    if (Arg(0) && Arg(1)) {
      S[Arg(0)].setField(I.Name, Arg(1));
      if ((S.taints(Arg(1)) & T_Propagates) && S[Arg(0)].External)
        notePropagating(S, Arg(1));
      if (P.str(I.Name) == "@kind")
        S[Arg(0)].HasKind = false; // the field decides now
    }
    return true;
  case Op::Merge:
  case Op::Flow:
  case Op::Bind:
    stepFlow(I, S);
    return true;
  case Op::Clear:
    if (ObjId Id = Arg(0)) {
      S[Id].Taints &= ~T_Flows;
      S[Id].Fields.clear();
      S[Id].External = false;
    }
    return true;
  case Op::Suspend:
    return true;
  default:
    return false;
  }
}

/// What flows where data is put together by code that needs no understanding.
void Evaluator::stepFlow(const Instr &I, State &S) {
  if (I.Code == Op::Bind) {
    Object O;
    if (ObjId Callable = get(S, I.Args[0]))
      O = S[Callable];
    ObjId Id = S.make(std::move(O));
    if (I.Args.size() > 1 && get(S, I.Args[1]))
      S[Id].Target = get(S, I.Args[1]); // the object of a bound method
    set(S, I.Result, Id);
    return;
  }
  uint16_t Taints = 0;
  bool Incoming = false;
  ObjId Spans = 0;
  const Object *Kind = nullptr;
  unsigned From = I.Code == Op::Merge ? 1 : 0;
  for (unsigned N = From; N < I.Args.size(); ++N) {
    ObjId Id = get(S, I.Args[N]);
    if (!Id)
      continue;
    uint16_t T = S.taints(Id);
    Taints |= T & (T_Flows | T_Pending);
    Incoming |= (T & (T_Incoming | T_Headers)) != 0;
    if (S[Id].Kind == ObjKind::Span) {
      Spans = Id;
      Taints |= T_Trace;
    } else if (ObjId Kept = S[Id].field(1);
               Kept && S[Kept].Kind == ObjKind::Span) {
      Spans = Kept; // a part of a pair, a tuple, a container
    }
    if (S[Id].Container && S[Id].External)
      Taints |= T_Unknown;
    if (const Object *K = S.withKind(Id))
      Kind = K;
  }
  // A value under a trace header's name: read from the message, or put there.
  bool Named = Taints & T_TraceName;
  Taints &= ~T_TraceName;
  KindValue KindFound = Kind ? Kind->SpanKind : KindValue::Internal;
  bool HasKind = Kind != nullptr;
  auto Into = [&](ObjId Id) {
    Object &O = S[Id];
    O.Taints |= Taints | (Named && !Incoming ? T_Trace : 0);
    if (HasKind && O.Kind != ObjKind::Span) {
      O.HasKind = true;
      O.SpanKind = KindFound;
    }
  };
  // Spans, scopes and callables stay themselves inside of a container.
  auto Keep = [&](ObjId Id) {
    for (unsigned N = From; N < I.Args.size(); ++N) {
      ObjId Part = get(S, I.Args[N]);
      if (!Part || Part == Id)
        continue;
      ObjKind K = S[Part].Kind;
      if (K == ObjKind::Span || K == ObjKind::Scope || K == ObjKind::Callable)
        S[Id].setField(1, Part); // a field that no source can name
    }
  };
  if (I.Code == Op::Merge) {
    if (ObjId Id = get(S, I.Args[0])) {
      Into(Id);
      Keep(Id);
    }
    return;
  }
  for (unsigned N = 0; N < I.Args.size(); ++N)
    if (I.Mask & (1u << N))
      if (ObjId Id = get(S, I.Args[N]))
        if (S[Id].Kind == ObjKind::Plain) {
          Into(Id);
          if (N == 0)
            Keep(Id);
        }
  if (!I.Result)
    return;
  Object O;
  O.Taints = Taints;
  if (Named)
    O.Taints |= Incoming ? T_Remote | T_Trace : T_Trace;
  ObjId First = I.Args.empty() ? 0 : get(S, I.Args[0]);
  O.External = First && S[First].External && (Taints & T_Unknown);
  O.HasKind = HasKind;
  O.SpanKind = KindFound;
  if ((I.Flags & IF_Span) && Spans) {
    set(S, I.Result, Spans);
    return;
  }
  if (I.Flags & IF_Span) {
    O.Kind = ObjKind::Span;
    O.External = true;
  }
  set(S, I.Result, S.make(std::move(O)));
}

} // namespace trace_tidy
