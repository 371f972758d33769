// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is a gap, and how it is said. The wording and the rules follow the
// contract in docs/checks/.
#include "analysis/finding/FixPlan.h"
#include "analysis/model/Model.h"
#include "analysis/program/Evaluator.h"

namespace trace_tidy {

SourcePlace Evaluator::toPlace(PlaceId Id) const {
  const Place &At = P.tu().Places[Id];
  return {P.str(At.File).str(), At.Line, At.Column, At.Offset};
}

/// Whether a span is open here: in the current context or in hand.
Tri Evaluator::openSpan(const Activation &A, const State &S) const {
  bool Unknown = A.In.AmbientUnknown;
  for (ObjId Id : S.Open) {
    if (!S[Id].Guard)
      return Tri::Yes;
    Unknown = true;
  }
  for (ObjId Scope : S.Active) {
    ObjId Target = S[Scope].Target;
    if (!Target || (S[Target].External && !S[Target].Ended))
      Unknown = true; // a span or context from out of sight is active
    else if ((S.taints(Target) & T_Unknown))
      Unknown = true;
  }
  return Unknown ? Tri::Unknown : Tri::No;
}

Tri Evaluator::inScope(const Activation &A, const State &S) const {
  if (A.In.InScope == Tri::Yes || S.EverSpan)
    return Tri::Yes;
  if (llvm::any_of(S.Open, [&](ObjId Id) { return !S[Id].Guard; }))
    return Tri::Yes;
  return A.In.InScope;
}

std::string Evaluator::messageFor(const Instr &I, CheckId Check,
                                  const State &S) const {
  std::string Callee = "'" + P.str(I.Text).str() + "'";
  switch (Check) {
  case CheckId::MissingContextInjection:
    if (I.Flags & IF_NoCarrier)
      return "outgoing call " + Callee +
             " carries no trace context: this overload has no headers to put "
             "it in";
    return "outgoing call " + Callee +
           " carries no trace context: nothing was injected into its " +
           (P.str(I.Name) == "rpc" ? "metadata" : "headers");
  case CheckId::BlockingCallOutsideSpan:
    return Callee + " blocks while no span is open" +
           (S.LastEnd ? ": the last one has ended before"
                      : ", so no trace shows its time");
  case CheckId::MissingClientSpan:
    return "remote call " + Callee +
           " has no span of its own: its time is an unexplained gap in the "
           "span around it";
  case CheckId::UntracedWait:
    return "the wait in " + Callee +
           " has no span of its own: queueing here looks like slow work of "
           "the span around it";
  default:
    return "";
  }
}

/// Remembers something that may become a finding, with its path from the
/// outermost function in view.
uint32_t Evaluator::event(const Activation &A, PlaceId At, CheckId Check,
                          std::string Message) {
  Event E;
  E.Check = Check;
  E.At = At;
  E.Message = std::move(Message);
  // Above the handler is only what registered it.
  for (const Frame *Each = &A.At; Each;
       Each = Each->Handler ? nullptr : Each->Up)
    E.Path.push_back(
        {Each->Fn, Each->Call ? Each->Call->At : 0, Each->Handler});
  std::reverse(E.Path.begin(), E.Path.end());
  Events.push_back(std::move(E));
  return Events.size() - 1;
}

Finding Evaluator::toFinding(Event &E) {
  Finding F;
  F.Check = E.Check;
  F.At = toPlace(E.At);
  F.Message = std::move(E.Message);
  F.Category = E.Category;
  if (auto It = CallersOf.find(E.Send); E.Send && It != CallersOf.end()) {
    const Siblings &Of = It->second;
    size_t Right = llvm::count_if(
        Of.Right, [&](const Instr *I) { return !Of.Wrong.count(I); });
    if (Right && Options.WholeProgram)
      F.Message += " (" + std::to_string(Right) + " of " +
                   std::to_string(Right + Of.Wrong.size()) +
                   " calls that hand in headers inject)";
  }
  for (const Event::Step &Step : E.Path) {
    const Function &Fn = P.function(Step.Fn);
    std::string Name = "'" + P.str(Fn.Name).str() + "'";
    bool First = &Step == E.Path.begin();
    PlaceId At = First ? Fn.At : Step.Call;
    if (!At || (First && !Step.Handler && E.Path.size() == 1) ||
        llvm::any_of(E.Notes, [&](auto &Each) { return Each.first == At; }))
      continue;
    F.Notes.push_back({toPlace(At), !First ? Name + " is called here"
                                    : Step.Handler
                                        ? "the request is handled in " + Name
                                        : "reached from " + Name});
  }
  for (auto &[At, Message] : E.Notes)
    F.Notes.push_back({toPlace(At), std::move(Message)});
  addFix(E, F);
  return F;
}

/// Names one more caller that hands in headers without a trace context.
void Evaluator::noteCaller(uint32_t Event, const Instr &Call,
                           const Function &Caller) {
  auto &Notes = Events[Event].Notes;
  if (Call.At &&
      llvm::none_of(Notes, [&](auto &Each) { return Each.first == Call.At; }))
    Notes.push_back({Call.At, "'" + P.str(Caller.Name).str() +
                                  "' hands in headers into which nothing was "
                                  "injected"});
}

/// The caller to which the carrier belongs is where to inject.
void Evaluator::noteInjector(uint32_t Event, const Instr &Call,
                             uint32_t Caller) {
  CallersOf[Events[Event].Send].Wrong.insert(&Call);
  auto &Mend = Events[Event].Mend;
  if (!llvm::is_contained(Mend, std::pair(Caller, Call.At)))
    Mend.push_back({Caller, Call.At});
}

namespace {
FixKind fixFor(CheckId Check) {
  switch (Check) {
  case CheckId::MissingContextInjection:
    return FixKind::Inject;
  case CheckId::MissingContextExtraction:
    return FixKind::RemoteParent;
  case CheckId::BlockingCallOutsideSpan:
  case CheckId::MissingClientSpan:
  case CheckId::UntracedWait:
    return FixKind::Span;
  case CheckId::UninstrumentedHandler:
    return FixKind::HandlerSpan;
  case CheckId::DiscardedScope:
    return FixKind::NameScope;
  }
  return FixKind::Span;
}
} // namespace

/// Whether a function of the project, called with a carrier while a span is
/// active, leaves the context in it.
bool Evaluator::injects(Sym Helper, uint32_t From) {
  int Fn = P.find(Helper, From);
  if (Fn < 0 || P.function(Fn).Parameters == 0)
    return false;
  auto [Known, New] = Injectors.try_emplace(Fn, false);
  if (!New)
    return Known->second;
  State In;
  In.Env = {0};
  for (unsigned N = 0; N <= P.function(Fn).Parameters; ++N)
    In.Env.push_back(In.make());
  In.Pinned = In.Heap.size() - 1;
  Object Span, Scope;
  Span.Kind = ObjKind::Span;
  Span.Taints = T_Trace;
  Scope.Kind = ObjKind::Scope;
  ObjId Carrier = In.Env[2];
  Scope.Target = In.make(Span);
  In.Open.push_back(Scope.Target);
  In.Active.push_back(In.make(Scope));
  In.Pinned = In.Heap.size() - 1;
  Setting Now;
  Now.InScope = Tri::No;
  Now.AmbientUnknown = false;
  Now.Quiet = true;
  resetSteps(Weight::Other);
  const Outcome &Out =
      evaluate({uint32_t(Fn), nullptr, nullptr, false}, std::move(In), Now);
  bool Does = Out.Complete && llvm::any_of(Out.States, [&](const State &S) {
                return S.taints(Carrier) & T_Trace;
              });
  return Injectors[Fn] = Does;
}

/// The fix for an event in this function, or in Why the reason for none.
const Fix *Evaluator::choose(const Event &E, uint32_t Fn, PlaceId At,
                             Refusal &Why) {
  FixKind Kind = fixFor(E.Check);
  if (E.Check == CheckId::BlockingCallOutsideSpan) {
    // A span in a handler that has none of its own has to continue the trace.
    auto Handler = llvm::find_if(
        E.Path, [](const Event::Step &Step) { return Step.Handler; });
    if (Handler != E.Path.end() && !Opened.count(Handler->Fn)) {
      if (Handler->Fn != Fn) {
        Why = Refusal::SpanTooLate;
        return nullptr;
      }
      Kind = FixKind::RemoteSpan;
    }
  }
  // The project's own way first; but inside of the span that the call gets.
  const Fix *Found = nullptr;
  auto Rank = [&](const Fix &Each) {
    if (Each.Why != Refusal::None)
      return 0;
    bool Outside = (Each.Flags & XF_Apart) && Wrapped.count(At);
    if (Each.Flags & XF_Hands)
      return Injected.count(At) ? 3 : 1;
    return Outside ? 1 : !Each.Helper ? 2 : Each.Flags & XF_Apart ? 4 : 3;
  };
  for (const Fix &Each : P.function(Fn).Fixes)
    if (Each.Kind == Kind && Each.At == At &&
        (!Each.Helper || injects(Each.Helper, Fn)) &&
        (!Found || Rank(Each) > Rank(*Found)))
      Found = &Each;
  if (!Found)
    Why = E.Check == CheckId::MissingContextExtraction
              ? Refusal::StartedByHelper
              : Refusal::Elsewhere;
  else if (Found->Why != Refusal::None)
    Why = Found->Why;
  else if (E.Inactive && (Found->Flags & XF_Current))
    Why = Refusal::Inactive;
  else if ((Found->Flags & XF_Handler) && !Opened.count(Fn))
    Why = Refusal::NoSpanInScope;
  return Why == Refusal::None ? Found : nullptr;
}

/// All the changes that it takes, or a note that says why there are none.
void Evaluator::addFix(const Event &E, Finding &To) {
  auto Mend = E.Mend;
  auto Here = [&] {
    Mend.clear();
    if (!E.Path.empty())
      Mend.push_back({E.Path.back().Fn, E.At});
  };
  if (Mend.empty())
    Here();
  llvm::SmallVector<const Fix *, 4> Fixes;
  Refusal Why = Refusal::None;
  auto Choose = [&] {
    Fixes.clear();
    Why = Mend.empty() ? Refusal::Elsewhere : Refusal::None;
    for (auto &[Fn, At] : Mend)
      if (const Fix *Found = choose(E, Fn, At, Why))
        Fixes.push_back(Found);
      else
        break;
  };
  Choose();
  // Where callers keep the headers in what they call, no caller hands them
  // over, and the send is the place; unless others have injected before.
  if (Why == Refusal::Elsewhere && E.Send && !E.Mend.empty()) {
    auto Known = CallersOf.find(E.Send);
    if (Known == CallersOf.end() || Known->second.Right.empty()) {
      Here();
      Choose();
    }
  }
  if (Why != Refusal::None) {
    To.Notes.push_back({To.At, ("no fix-it: " + refusalText(Why)).str()});
    return;
  }
  // A span in a handler that gets one is a part of that one's trace.
  if (Fixes.front()->Flags & XF_Handler)
    Fixes.push_back(handlerFix(Mend.front().first));
  else if (E.Check == CheckId::BlockingCallOutsideSpan)
    for (const Event::Step &Step : E.Path)
      if (Step.Handler && Opened.count(Step.Fn))
        Fixes.push_back(handlerFix(Step.Fn));
  for (const Fix *Each : Fixes)
    for (const Change &C : Each->Changes) {
      Edit Made{toPlace(C.At), C.Length, P.str(C.Text).str()};
      if (!llvm::is_contained(To.Edits, Made) ||
          (Each != Fixes.back() && !insertsIncludes(Made)))
        To.Edits.push_back(std::move(Made));
    }
}

/// What gives this handler a span; null where that cannot be written.
const Fix *Evaluator::handlerFix(uint32_t Fn) const {
  for (const Fix &Each : P.function(Fn).Fixes)
    if (Each.Kind == FixKind::HandlerSpan && Each.Why == Refusal::None)
      return &Each;
  return nullptr;
}

/// A send that several callers get wrong is one finding, which names them all;
/// and what else is reported decides about the fixes.
void Evaluator::mergeEvents() {
  llvm::DenseMap<PlaceId, Event *> Sends; // of all instantiations
  for (Event &E : Events) {
    if (!E.Reported || !E.At)
      continue;
    if (fixFor(E.Check) == FixKind::Span)
      Wrapped.insert(E.At);
    if (fixFor(E.Check) == FixKind::Inject)
      Injected.insert(E.At);
    if (E.Check == CheckId::UninstrumentedHandler)
      for (auto &[Fn, At] : E.Mend)
        if (handlerFix(Fn))
          Opened.insert(Fn);
    if (!E.Send || E.Mend.empty())
      continue;
    auto [First, New] = Sends.try_emplace(E.At, &E);
    if (New)
      continue;
    for (auto &Each : E.Mend)
      if (!llvm::is_contained(First->second->Mend, Each))
        First->second->Mend.push_back(Each);
    for (auto &Each : E.Notes)
      if (!llvm::is_contained(First->second->Notes, Each))
        First->second->Notes.push_back(std::move(Each));
    E.Reported = false;
  }
}

void Evaluator::noteFirstSpan(Activation &A, const Instr &I, State &S, bool Bad,
                              PlaceId Start) {
  if (!Bad) {
    S.First = FirstSpan::Good;
    return;
  }
  S.First = FirstSpan::Bad;
  S.FirstSite = Start;
  if (!A.At.Handler)
    return; // told at the call in the handler
  uint32_t Own =
      event(A, I.At, CheckId::MissingContextExtraction, ExtractionMessage);
  if (I.Code == Op::Call || I.Code == Op::CallValue)
    Events[Own].Notes.push_back({Start, "the span is started here"});
  // Where nothing came in there is nothing to continue; other paths tell
  // whether it is continued where something did.
  if (S.TestedRemote)
    A.Out.Did.Undecided.push_back(Own);
  else
    report(Own);
}

/// Whether a span is in hand and none is active.
bool Evaluator::inactive(const State &S) const {
  return S.Active.empty() &&
         llvm::any_of(S.Open, [&](ObjId Id) { return !S[Id].Guard; });
}

void Evaluator::noteSend(Activation &A, const Instr &I, State &S) {
  if ((I.Flags & IF_Telemetry) || A.In.Untraced || A.In.Quiet)
    return;
  if (llvm::is_contained(Propagating, I.Mask))
    return;
  ObjId Carrier = get(S, I.Args[0]), Client = get(S, I.Args[1]);
  bool Implicit = I.Flags & IF_NoCarrier;
  Tally &T = A.Injections[&I];
  uint16_t Held = 0;
  if (Client)
    Held |= S.taints(Client) &
            (T_Propagates | T_Trace | (Implicit ? T_Written : 0));
  if (Implicit) {
    // The overload itself has nowhere to put it; sticky headers would do.
  } else {
    if (!Carrier)
      return; // not followed
    Held |=
        S.taints(Carrier) & (T_Trace | T_Unknown | T_Headers | T_Propagates);
    ObjId Content = Carrier;
    if (ObjId Linked = S[Carrier].field(LinkedField))
      Content = Linked;
    if (!Held && S[Content].External)
      return; // the caller's job, or out of sight
  }
  if (Held) {
    T.Fine = true;
    if (!Implicit && Carrier <= S.Pinned)
      T.FineCarrier = Carrier;
    return;
  }
  if (inScope(A, S) == Tri::No)
    return;
  (S.TestedTrace || S.TestedLoop ? T.MissingTested : T.Missing) = true;
  if (!Implicit && Carrier <= S.Pinned)
    T.Carrier = Carrier;
  if (!T.Event) {
    T.Event = event(A, I.At, CheckId::MissingContextInjection,
                    messageFor(I, CheckId::MissingContextInjection, S));
    Events[T.Event].Send = &I;
    Events[T.Event].Inactive = inactive(S);
  }
}

void Evaluator::noteCall(Activation &A, const Instr &I, State &S, bool Remote,
                         bool Blocks, BlockCategory Category) {
  if ((I.Flags & IF_Telemetry) || A.In.Untraced || A.In.Quiet)
    return;
  // Waiting for a call's own completion belongs to that call.
  ObjId Waited = I.Code == Op::Block && !I.Args.empty() ? get(S, I.Args[0]) : 0;
  if (Waited && (S.taints(Waited) & T_Done))
    return;
  bool Completion = Waited && Category == BlockCategory::Future &&
                    (S.taints(Waited) & T_Pending);
  bool Counts = Remote || Options.Categories.test(size_t(Category));
  if (!Counts)
    return;
  if (Remote || Blocks)
    if (!A.Out.Did.FirstCall)
      A.Out.Did.FirstCall = &I;
  // A hook that carries the context may as well open the span.
  bool Hooked = false;
  if (I.Code == Op::Send) {
    ObjId Client = get(S, I.Args[1]);
    Hooked = (Client && (S.taints(Client) & T_Propagates)) ||
             llvm::is_contained(Propagating, I.Mask);
  }
  Tri Open = openSpan(A, S);
  Tri Scope = Options.AllCode ? Tri::Yes : inScope(A, S);
  if (Blocks && !Hooked) {
    Tally &T = A.Outside[&I];
    if (Open == Tri::No && Scope == Tri::Yes) {
      // Code that was there before any span was is no part of a request.
      bool Earned = A.In.InScope != Tri::Yes && !Options.AllCode;
      (Earned ? T.MissingTested : T.Missing) = true;
      if (!T.Event) {
        T.Event = event(A, I.At, CheckId::BlockingCallOutsideSpan,
                        messageFor(I, CheckId::BlockingCallOutsideSpan, S));
        Events[T.Event].Category = Category;
        if (S.LastEnd)
          Events[T.Event].Notes.push_back({S.LastEnd, "the span ends here"});
      }
    } else if (Open == Tri::No) {
      T.Fine = true;
    }
  }
  bool Wait = !Remote && blockClass(Category) == BlockClass::Wait;
  bool Joins = Category == BlockCategory::Join ||
               (Category == BlockCategory::Future && !Completion);
  if (!Remote && !Wait && !Joins)
    return;
  if (Open != Tri::Yes)
    return;
  ObjId Inner = S.Open.back();
  CheckId Check = Remote ? CheckId::MissingClientSpan : CheckId::UntracedWait;
  bool Judged = Remote || Wait;
  if (Hooked)
    Judged = false;
  if (Wait && !S[Inner].Guard && S[Inner].Event)
    Judged = false; // a span event marks the wait
  bool Candidate = false, Now = false;
  if (!S[Inner].Guard && Judged) {
    KindValue Kind = S[Inner].SpanKind;
    Candidate = Kind == KindValue::Internal;
    Now = Kind == KindValue::Server || Kind == KindValue::Consumer;
  }
  uint32_t Event = 0;
  auto Get = [&] {
    if (!Event) {
      Event = event(A, I.At, Check, messageFor(I, Check, S));
      Events[Event].Category = Category;
      Events[Event].Inactive = inactive(S);
      if (S[Inner].Site)
        Events[Event].Notes.push_back(
            {S[Inner].Site, "the span around it starts here"});
    }
    return Event;
  };
  if (Now)
    report(Get());
  for (ObjId Id : S.Open) {
    Object &O = S[Id];
    if (O.Guard)
      continue;
    bool Own = Candidate && Id == Inner;
    if (O.Under == 0) {
      O.Under = 1;
      O.UnderSite = siteId(&I);
      O.First = Own ? Get() : 0;
    } else if (O.Under == 1 && O.UnderSite != siteId(&I)) {
      report(O.First);
      O.Under = 2;
      O.UnderSite = 0;
      if (Own)
        report(Get());
    } else if (O.Under == 2 && Own) {
      report(Get());
    }
  }
}

/// What only all paths together can tell.
void Evaluator::decide(Activation &A) {
  auto Claimed = [&](const Tally &T) {
    // A claim that needs all paths needs all of them.
    return T.Missing || (T.MissingTested && !T.Fine && A.Out.Complete);
  };
  for (auto &[I, T] : A.Injections) {
    if (T.FineCarrier)
      A.Out.CallerFine.push_back({I, T.FineCarrier});
    if (!T.Missing && A.EntryTested) {
      // The path on which the caller found something may be another one.
      A.Out.Undecided.push_back({I, T});
    } else if (Claimed(T)) {
      if (T.Fine)
        Events[T.Event].Message += " on some path";
      report(T.Event);
      if (T.Carrier)
        A.Out.CallerEvents.push_back({T.Event, T.Carrier});
    }
  }
  for (auto &[I, T] : A.Outside)
    if (Claimed(T))
      report(T.Event);
}

void Evaluator::settleHandler(const Effects &Did) {
  if (!Did.RemoteParent)
    for (uint32_t Event : Did.Undecided)
      report(Event);
}

void Evaluator::reportUninstrumented(uint32_t Fn, const Effects &Did) {
  const Function &F = P.function(Fn);
  if (!F.At || !Did.FirstCall)
    return;
  Event E;
  E.Check = CheckId::UninstrumentedHandler;
  E.Reported = true;
  E.At = F.At;
  E.Mend.push_back({Fn, F.At});
  E.Message = "handler '" + P.str(F.Name).str() +
              "' makes calls and never starts a span: the trace has a hole "
              "where this service is";
  E.Notes.push_back({Did.FirstCall->At, "the first call, '" +
                                            P.str(Did.FirstCall->Text).str() +
                                            "', is made here"});
  Events.push_back(std::move(E));
}

std::vector<Finding> Evaluator::takeFindings() {
  mergeEvents();
  std::vector<Finding> Result;
  for (size_t I = 0, Count = Events.size(); I != Count; ++I)
    if (Event E = std::move(Events[I]); E.Reported && E.At)
      Result.push_back(toFinding(E)); // may ask what a function does
  // Reached both with and without an open span, a call is reported once, as
  // outside.
  std::vector<SourcePlace> Outside;
  for (const Finding &F : Result)
    if (F.Check == CheckId::BlockingCallOutsideSpan)
      Outside.push_back(F.At);
  llvm::sort(Outside);
  llvm::erase_if(Result, [&](const Finding &F) {
    return (F.Check == CheckId::MissingClientSpan ||
            F.Check == CheckId::UntracedWait) &&
           std::binary_search(Outside.begin(), Outside.end(), F.At);
  });
  sortAndUnique(Result);
  return Result;
}

} // namespace trace_tidy
