// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/Evaluator.h"
#include <deque>

namespace trace_tidy {

namespace {
// Bounds that keep hostile and huge functions from costing more than they
// tell. Paths beyond them are dropped, and a function that was cut short is out
// of sight for its callers: that can miss a gap, not invent one.
constexpr size_t MaxStatesPerBlock = 48;
constexpr size_t MaxStatesPerFunction = 1500;
constexpr size_t MaxOutcomes = 16;
// Work is counted in states and objects touched: per function that is entered
// from outside, and for the whole program, after which each gets little. Real
// programs need 50 to 1000 steps a function.
constexpr size_t MaxSteps = 150000;
constexpr size_t MaxTotalSteps = 1500000;
constexpr size_t MaxTotalStepsPerFunction = 250;
constexpr size_t MinSteps = 300, MinHandlerSteps = 5000;
constexpr size_t MaxObjects = 2000;
// Outcomes that are kept; then all are forgotten, and found again if needed.
constexpr size_t MaxRemembered = 300000;
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
  RemoteParent |= Other.RemoteParent;
  for (uint32_t Event : Other.Undecided)
    if (!llvm::is_contained(Undecided, Event))
      Undecided.push_back(Event);
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

void Evaluator::resetSteps(Weight Of) {
  TotalSteps += Steps;
  Steps = 0;
  bool Spent = TotalSteps > MaxTotalSteps + MaxTotalStepsPerFunction * P.size();
  StepLimit = !Spent || Of == Weight::Main ? MaxSteps
              : Of == Weight::Handler      ? MinHandlerSteps
                                           : MinSteps;
  if (Memo.size() > MaxRemembered) {
    Memo.clear();
    P.forgetLiveness();
  }
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
  uint32_t Settings = static_cast<unsigned>(Now.InScope) |
                      Now.AmbientUnknown << 2 | Now.Quiet << 3 |
                      Now.Untraced << 4 | Now.Handler << 5 | At.Handler << 6 |
                      (At.ForwardTo >= 0) << 7;
  auto &Slot = Memo[In.key({At.Fn, Settings})];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Outcome>();
  Outcome &Result = *Slot; // the map's nodes do not move
  if (!Now.Quiet)
    Evaluated.insert({At.Fn, true});
  Stack.push_back(At.Fn);
  Activation A{At, Now, Result, {}, {}, In.TestedTrace || In.TestedLoop};
  run(A, std::move(In));
  decide(A);
  Stack.pop_back();
  return Result;
}

void Evaluator::run(Activation &A, State In) {
  const Function &F = P.function(A.At.Fn);
  std::vector<llvm::DenseSet<StateKey>> Seen(F.Blocks.size());
  std::deque<std::pair<uint32_t, State>> Work;
  size_t Total = 0;
  auto Go = [&](uint32_t Block, State S) {
    if (Block == ~0u)
      return;
    if (Block == F.Exit && S.Thrown) {
      A.Out.Threw = true;
      return;
    }
    S.Thrown = false;
    if (S.Heap.size() > MaxObjects) {
      A.Out.Complete = false;
      return;
    }
    Steps += 1 + S.Heap.size() / 8 + S.Env.size() / 512;
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
  llvm::DenseSet<StateKey> Outcomes;
  while (!Work.empty()) {
    if (Steps > StepLimit) {
      A.Out.Complete = false;
      break;
    }
    auto [Index, First] = std::move(Work.front());
    Work.pop_front();
    std::vector<State> States, Next;
    States.push_back(std::move(First));
    const Block &B = F.Blocks[Index];
    A.Now = &B;
    auto LastUses = P.lastUses(A.At.Fn, Index);
    for (const Instr &I : B.Instrs) {
      Next.clear();
      Steps += States.size();
      if (Steps > StepLimit)
        break;
      for (State &S : States)
        step(A, I, std::move(S), Next);
      States.swap(Next);
      if (!LastUses.empty())
        for (Slot Dead : LastUses[&I - B.Instrs.data()])
          for (State &S : States)
            set(S, Dead, 0);
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
      (C.Repeats ? S.TestedLoop : S.TestedTrace) |=
          (T & T_Trace) != 0 || (C.Repeats && (T & (T_Headers | T_Unknown)));
      S.TestedRemote |= (T & T_Remote) != 0;
    }
    bool Number = S[Id].Kind == ObjKind::Plain && S[Id].Name &&
                  P.str(S[Id].Name).starts_with("#");
    if (Number) {
      bool Holds =
          C.Equals ? S[Id].Name == C.Equals : P.str(S[Id].Name) != "#0";
      (Holds != C.Negated ? CanBeFalse : CanBeTrue) = false;
    } else if (!C.Loop && !C.Equals) {
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

} // namespace trace_tidy
