// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/CallFrame.h"
#include "analysis/program/Evaluator.h"

namespace trace_tidy {

namespace {
constexpr size_t MaxDepth = 48;
constexpr size_t MaxTargets = 4;
} // namespace

namespace {
/// Whether something of the caller's, or what is returned, holds a context in
/// one outcome and none in the other.
bool hasMoreTrace(const State &One, const State &Other) {
  auto More = [&](ObjId A, ObjId B) {
    return (One.taints(A) & T_Trace) && !(Other.taints(B) & T_Trace);
  };
  for (ObjId Id = 1; Id <= One.Pinned; ++Id)
    if (More(Id, Id))
      return true;
  return More(One.Returned, Other.Returned);
}
} // namespace

std::vector<State> Evaluator::call(Activation &A, uint32_t Fn, const Instr &I,
                                   const State &S, llvm::ArrayRef<ObjId> Args) {
  const Function &F = P.function(Fn);
  std::vector<State> Result;
  if (Stack.size() >= MaxDepth || llvm::is_contained(Stack, Fn)) {
    // Recursion: the first round has said what there is to say.
    State Out = S;
    Object O;
    O.External = true;
    set(Out, I.Result, Out.make(std::move(O)));
    Result.push_back(std::move(Out));
    return Result;
  }
  llvm::SmallVector<ObjId, 8> Given(Args.begin(), Args.end());
  Given.resize(F.Parameters + 1, 0);
  State Prepared = S;
  for (unsigned N = 0; N <= F.Parameters; ++N)
    if (!Given[N]) { // default arguments and what was not followed
      Object O;
      O.External = N != 0;
      Given[N] = Prepared.make(std::move(O));
    }
  Prepared.forgetUnknownFields();
  bool DataOnly = P.inert(Fn) && isPlainData(Prepared, Given);
  Entered E = enter(Prepared, Given, &I, DataOnly);
  Setting In = A.In;
  if (DataOnly) // whatever holds makes no difference
    In = {Tri::Unknown, true, false, false, A.In.Quiet};
  Steps += 2 + Prepared.Heap.size() / 2;
  bool Handler = A.At.ForwardTo == int(Fn);
  Frame Inner{Fn, &I, &A.At, Handler, Handler ? -1 : A.At.ForwardTo};
  const Outcome &Out = evaluate(Inner, std::move(E.Inner), In);
  A.Out.Did.merge(Out.Did);
  for (auto &[Site, Theirs] : Out.Undecided)
    A.Injections[Site].merge(Theirs);
  for (auto &[Event, Carrier] : Out.CallerEvents) {
    noteCaller(Event, I, P.function(A.At.Fn));
    // The carrier may have come from further out.
    ObjId Own = E.Back[Carrier];
    if (Own <= S.Pinned)
      A.Out.CallerEvents.push_back({Event, Own});
    else
      noteInjector(Event, I, A.At.Fn);
  }
  for (auto &[Send, Carrier] : Out.CallerFine) {
    ObjId Own = E.Back[Carrier];
    if (Own <= S.Pinned)
      A.Out.CallerFine.push_back({Send, Own});
    else
      CallersOf[Send].Right.insert(&I);
  }
  if (!Out.Complete) {
    // Cut short: what it may have done is out of sight.
    State Unknown = S;
    unknownCall(A, I, Unknown);
    Result.push_back(std::move(Unknown));
    return Result;
  }
  // What seems never to come back is not understood: the caller goes on.
  if (Out.States.empty() && !Out.Threw) {
    State Unchanged = S;
    Object O;
    O.External = true;
    set(Unchanged, I.Result, Unchanged.make(std::move(O)));
    Result.push_back(std::move(Unchanged));
    return Result;
  }
  for (const State &Each : Out.States) {
    Steps += 2 + Prepared.Heap.size() / 2;
    llvm::SmallVector<uint32_t, 2> Promoted;
    ObjId Returned = 0;
    State Next =
        leave(Prepared, Each, E.Back, &I, DataOnly, Promoted, Returned);
    for (uint32_t Event : Promoted)
      report(Event);
    // A loop over what may hold a context, which other ways put into something
    // of the caller's.
    Next.TestedLoop |=
        Each.TestedLoop && llvm::any_of(Out.States, [&](const State &Other) {
          return hasMoreTrace(Other, Each);
        });
    // With one way to come back it did not matter what was asked.
    if (Out.States.size() == 1) {
      Next.TestedTrace = S.TestedTrace;
      Next.TestedRemote = S.TestedRemote;
    }
    if (A.At.Handler)
      for (ObjId Id = Prepared.Heap.size(); Id < Next.Heap.size(); ++Id)
        if (Next[Id].Kind == ObjKind::Span)
          Next[Id].ThroughCall = I.At;
    if (I.Result) {
      if (!Returned) {
        Object O;
        Returned = Next.make(std::move(O));
      }
      set(Next, I.Result, Returned);
    }
    if (A.At.Handler && S.First == FirstSpan::None &&
        Next.First == FirstSpan::Bad)
      noteFirstSpan(A, I, Next, true, Next.FirstSite);
    Result.push_back(std::move(Next));
  }
  return Result;
}

void Evaluator::unknownCall(Activation &A, const Instr &I, State &S) {
  bool Constructor = I.Flags & IF_Constructor;
  for (unsigned N = 0; N < I.Args.size(); ++N) {
    ObjId Id = get(S, I.Args[N]);
    if (!Id)
      continue;
    if (S.taints(Id) & T_Incoming)
      A.Out.Did.Unknown = true;
    bool Written = N > 30 || (I.Mask & (1u << N)); // the mask has no more bits
    if (Written && S[Id].Kind != ObjKind::Span)
      S.taint(Id, T_Unknown | T_Written);
  }
  ObjId Made = 0;
  if (Constructor) {
    Made = get(S, I.Args[0]);
    if (Made)
      S[Made].External = true;
  } else if (I.Result) {
    Object O;
    O.External = true;
    if (I.Flags & IF_Span)
      O.Kind = ObjKind::Span;
    Made = S.make(std::move(O));
    set(S, I.Result, Made);
  }
  // A guard whose body is elsewhere may hold a span open while it lives.
  if (Made && (I.Flags & (IF_MayHoldSpan | IF_Span))) {
    S[Made].Guard = true;
    S.Open.push_back(Made);
    A.Out.Did.Unknown = true;
  }
}

void Evaluator::stepCall(Activation &A, const Instr &I, State S,
                         std::vector<State> &Out) {
  llvm::SmallVector<uint32_t, 4> Targets;
  llvm::SmallVector<ObjId, 6> Args;
  for (Slot Each : I.Args)
    Args.push_back(get(S, Each));
  if (I.Flags & IF_Virtual) {
    Targets = P.targets(I.Name, Args[0] ? S[Args[0]].Type : 0, A.At.Fn,
                        Stack.front());
    // Where all classes are in view each of several can be meant, unless some
    // wrap others: then it depends on the object, and nothing can be claimed.
    if (Targets.size() > 1 &&
        (!Options.WholeProgram || Targets.size() > MaxTargets ||
         P.decorated(I.Name)))
      Targets.clear();
  } else if (int Fn = P.find(I.Name, A.At.Fn); Fn >= 0) {
    Targets.push_back(Fn);
  }
  if (Targets.empty()) {
    unknownCall(A, I, S);
    Out.push_back(std::move(S));
    return;
  }
  for (uint32_t Fn : Targets)
    for (State &Next : call(A, Fn, I, S, Args))
      Out.push_back(std::move(Next));
}

int Evaluator::functionOf(const State &S, ObjId Callable) const {
  if (!Callable)
    return -1;
  if (S[Callable].Kind == ObjKind::Callable)
    return int(S[Callable].Name) - 1;
  // A callable kept in a wrapper: std::function in a member and the like.
  for (auto &[Name, To] : S[Callable].Fields)
    if (To && S[To].Kind == ObjKind::Callable)
      return int(S[To].Name) - 1;
  return -1;
}

void Evaluator::stepCallValue(Activation &A, const Instr &I, State S,
                              std::vector<State> &Out) {
  ObjId Callable = get(S, I.Args[0]);
  int Fn = functionOf(S, Callable);
  llvm::SmallVector<ObjId, 6> Args;
  for (Slot Each : llvm::drop_begin(I.Args))
    Args.push_back(get(S, Each));
  if (Fn < 0) {
    for (ObjId Id : Args)
      if (Id) {
        if (S.taints(Id) & T_Incoming)
          A.Out.Did.Unknown = true;
        if (S[Id].Kind == ObjKind::Plain)
          S.taint(Id, T_Unknown | T_Written);
      }
    Object O;
    O.External = true;
    set(S, I.Result, S.make(std::move(O)));
    Out.push_back(std::move(S));
    return;
  }
  const Function &F = P.function(Fn);
  ObjId Bound = S[Callable].Target;
  if (F.Flags & FF_Lambda) {
    Args.insert(Args.begin(), Callable);
  } else if (Bound) {
    Args.insert(Args.begin(), Bound);
    if (!(F.Flags & FF_Method))
      Args.insert(Args.begin(), 0);
  } else if (!(F.Flags & FF_Method)) {
    Args.insert(Args.begin(), 0);
  }
  for (State &Next : call(A, Fn, I, S, Args))
    Out.push_back(std::move(Next));
}

/// Whether an object in a temporary that is still needed refers to Id: it took
/// it over from the temporary whose lifetime ends.
bool Evaluator::heldByTemporary(const Activation &A, const Instr &I,
                                const State &S, ObjId Id) const {
  if (I.Args[0] < P.function(A.At.Fn).FirstTemporary)
    return false;
  const auto &Instrs = A.Now->Instrs;
  llvm::SmallVector<Slot, 8> New; // have another value by then
  for (const Instr &Later : llvm::drop_begin(Instrs, &I - Instrs.data() + 1)) {
    if (Later.Code != Op::Destroy)
      for (Slot Each : Later.Args)
        if (ObjId Holder = get(S, Each); Holder && Each != I.Args[0] &&
                                         !llvm::is_contained(New, Each) &&
                                         S.reaches(Holder, Id))
          return true;
    New.push_back(Later.Result);
  }
  return false;
}

/// Ends the lifetime of what a variable owns: runs the destructor where its
/// body is in view, then lets go of the parts.
void Evaluator::stepDestroy(Activation &A, const Instr &I, State S,
                            std::vector<State> &Out) {
  ObjId Id = get(S, I.Args[0]);
  if (!Id) {
    Out.push_back(std::move(S));
    return;
  }
  const Function &F = P.function(A.At.Fn);
  set(S, I.Args[0], 0);
  if (S.held(Id, F) || heldByTemporary(A, I, S, Id)) {
    Out.push_back(std::move(S));
    return;
  }
  std::vector<State> States;
  int Destructor = S[Id].Type ? P.find(P.destructor(S[Id].Type), A.At.Fn) : -1;
  if (Destructor >= 0) {
    // Until the body has run the object is still someone's.
    set(S, I.Args[0], Id);
    States = call(A, Destructor, I, S, {Id});
    for (State &Each : States)
      set(Each, I.Args[0], 0);
  } else {
    States.push_back(std::move(S));
  }
  for (State &Each : States) {
    release(A, I, Each, Id, 0);
    Out.push_back(std::move(Each));
  }
}

void Evaluator::release(Activation &A, const Instr &I, State &S, ObjId Id,
                        unsigned Depth) {
  if (!Id || Depth > 6 || Id <= S.Pinned)
    return;
  const Function &F = P.function(A.At.Fn);
  if (S[Id].Guard)
    llvm::erase(S.Open, Id);
  if (S[Id].Kind == ObjKind::Span) {
    if (!S[Id].Ended && !S.held(Id, F))
      endSpan(A, S, Id, I);
    return;
  }
  if (S[Id].Kind == ObjKind::Scope)
    deactivate(S, Id);
  auto Fields = S[Id].Fields;
  ObjId Target = S[Id].Kind == ObjKind::Callable ? 0 : S[Id].Target;
  S[Id].Fields.clear();
  S[Id].Target = 0;
  for (auto &[Name, To] : llvm::reverse(Fields))
    if (To && !S.held(To, F))
      release(A, I, S, To, Depth + 1);
  if (Target && !S.held(Target, F))
    release(A, I, S, Target, Depth + 1);
}

/// Work that runs elsewhere or later: nothing is active there, and open is
/// only what it holds.
void Evaluator::runLater(Activation &A, const Instr &I, const State &S,
                         bool Inherits) {
  ObjId Callable = I.Args.empty() ? 0 : get(S, I.Args[0]);
  int Fn = functionOf(S, Callable);
  if (Fn < 0 || llvm::is_contained(Stack, uint32_t(Fn)) ||
      Stack.size() >= MaxDepth)
    return;
  const Function &F = P.function(Fn);
  llvm::SmallVector<ObjId, 6> Args;
  if (F.Flags & FF_Lambda)
    Args.push_back(Callable);
  else if (S[Callable].Target)
    Args.push_back(S[Callable].Target);
  else if (!(F.Flags & FF_Method))
    Args.push_back(0);
  for (Slot Each : llvm::drop_begin(I.Args))
    Args.push_back(get(S, Each));
  State Later = S;
  Args.resize(F.Parameters + 1, 0);
  for (ObjId &Id : Args)
    if (!Id) {
      Object O;
      O.External = true;
      Id = Later.make(std::move(O));
    }
  if (!Inherits) {
    Later.Active.clear();
    llvm::erase_if(Later.Open, [&](ObjId Span) {
      return llvm::none_of(Args,
                           [&](ObjId Arg) { return Later.reaches(Arg, Span); });
    });
  }
  // A span that was held here is no part of that path, unless it goes along.
  Later.EverSpan = !Later.Open.empty();
  Later.First = FirstSpan::Good; // not the handler's own any more
  // What a continuation is given has been completed by then.
  if (I.Code == Op::Continuation)
    for (unsigned N = 0; N != Args.size(); ++N)
      if (Args[N] && Later[Args[N]].External)
        Later[Args[N]].Taints |= T_Done;
  Entered E = enter(Later, Args, &I, /*DataOnly=*/false);
  Frame Inner{uint32_t(Fn), &I, &A.At, false};
  Setting In = A.In;
  In.Handler = false;
  const Outcome &Out = evaluate(Inner, std::move(E.Inner), In);
  A.Out.Did.merge(Out.Did);
}

} // namespace trace_tidy
