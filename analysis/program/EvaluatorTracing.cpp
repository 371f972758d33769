// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/Evaluator.h"
#include "llvm/ADT/StringSwitch.h"

namespace trace_tidy {

std::optional<KindValue> kindOfText(llvm::StringRef Text) {
  return llvm::StringSwitch<std::optional<KindValue>>(Text)
      .Case("internal", KindValue::Internal)
      .Case("server", KindValue::Server)
      .Case("client", KindValue::Client)
      .Case("producer", KindValue::Producer)
      .Case("consumer", KindValue::Consumer)
      .Default(std::nullopt);
}

ObjId Evaluator::activeObject(const State &S) const {
  return S.Active.empty() ? 0 : S[S.Active.back()].Target;
}

/// Ends what a scope activates, and with it all that was activated later: so
/// does the context's stack.
void Evaluator::deactivate(State &S, ObjId Scope) {
  auto It = llvm::find(S.Active, Scope);
  if (It != S.Active.end())
    S.Active.erase(It, S.Active.end());
}

/// A client that carries the context and is kept in a member does so in every
/// method that uses the member.
void Evaluator::notePropagating(const State &S, ObjId Client) {
  for (const Object &O : S.Heap)
    for (auto &[Name, To] : O.Fields)
      if (To == Client && !llvm::is_contained(PropagatingFields, Name))
        PropagatingFields.push_back(Name);
}

ParentKind Evaluator::parentOf(const Instr &I, const State &S,
                               bool AmbientUnknown) {
  uint16_t All = 0;
  for (Slot Each : I.Args)
    All |= S.taints(get(S, Each));
  if (All & T_Remote)
    return ParentKind::Remote;
  ObjId Options = get(S, I.Args[0]), Parent = get(S, I.Args[1]);
  if ((S.taints(Options) | S.taints(Parent)) & T_Unknown)
    return ParentKind::Unknown;
  if (Options && S[Options].External)
    return ParentKind::Unknown;
  if (!Parent && Options)
    for (auto &[Name, To] : S[Options].Fields)
      if (P.str(Name) == "@parent")
        Parent = To;
  // A context or parent that holds another span, or came from elsewhere.
  if (Parent) {
    // The current context, asked for where nothing is active.
    if (S[Parent].Kind == ObjKind::Context && !S[Parent].Target &&
        !S[Parent].External && !(S.taints(Parent) & T_Flows & ~T_Trace))
      return AmbientUnknown ? ParentKind::Unknown : ParentKind::Missing;
    if (S.taints(Parent) & T_Trace)
      return ParentKind::Other;
    if (S[Parent].External)
      return ParentKind::Unknown;
    if (S[Parent].Kind == ObjKind::Span)
      return ParentKind::Other;
  }
  if (Options && (S.taints(Options) & T_Trace))
    return ParentKind::Other;
  if (I.Flags & IF_RootParent) {
    // References among the options: an unknown one may be the parent.
    for (Slot Each : I.Args)
      if (ObjId Id = get(S, Each);
          Id && S[Id].External && S[Id].Kind != ObjKind::Plain)
        return ParentKind::Unknown;
    return ParentKind::Missing;
  }
  ObjId Current = activeObject(S);
  if (!Current)
    return AmbientUnknown ? ParentKind::Unknown : ParentKind::Missing;
  uint16_t T = S.taints(Current);
  if (T & T_Remote)
    return ParentKind::Remote;
  if (S[Current].Kind == ObjKind::Span)
    return S[Current].External ? ParentKind::Unknown : ParentKind::Other;
  if (S[Current].Target)
    return ParentKind::Other;
  return S.external(Current) || (T & (T_Unknown | T_Trace))
             ? ParentKind::Unknown
             : ParentKind::Missing;
}

void Evaluator::startSpan(Activation &A, const Instr &I, State &S) {
  Object O;
  O.Kind = ObjKind::Span;
  O.Parent = parentOf(I, S, A.In.AmbientUnknown);
  O.SpanKind = I.Kind;
  if (!(I.Flags & IF_KindUnknown)) {
    ObjId Options = get(S, I.Args[0]);
    const Object *Kind = nullptr;
    if (ObjId Given = get(S, I.Args[2])) {
      Kind = S.withKind(Given);
      if (!Kind)
        O.SpanKind = KindValue::Unknown;
    } else if (Options) {
      for (auto &[Name, To] : S[Options].Fields)
        if (To && P.str(Name) == "@kind") {
          Kind = S.withKind(To);
          if (!Kind)
            O.SpanKind = KindValue::Unknown;
        }
      if (!Kind && O.SpanKind == KindValue::Internal)
        Kind = S.withKind(Options);
      if (!Kind && S[Options].External)
        O.SpanKind = KindValue::Unknown;
    }
    for (unsigned N = 3; !Kind && N < I.Args.size(); ++N)
      if (ObjId Id = get(S, I.Args[N]))
        Kind = S.withKind(Id);
    if (Kind)
      O.SpanKind = Kind->SpanKind;
  }
  O.Site = I.At;
  ParentKind Parent = O.Parent;
  bool Outgoing =
      O.SpanKind == KindValue::Client || O.SpanKind == KindValue::Producer;
  ObjId Existing = get(S, I.Result);
  ObjId Id;
  // A constructor that starts a span: the object itself is the span.
  if (Existing && S[Existing].Type && I.Result &&
      S[Existing].Kind == ObjKind::Plain) {
    Id = Existing;
    O.Type = S[Existing].Type;
    O.Fields = S[Existing].Fields;
    S[Id] = std::move(O);
  } else {
    Id = S.make(std::move(O));
    set(S, I.Result, Id);
  }
  S.Open.push_back(Id);
  // A span of main is no request: what comes after it is start-up, or the end.
  if (!(P.function(A.At.Fn).Flags & FF_Main))
    S.EverSpan = true;
  if (Outgoing)
    return; // judged when it ends: whether it was the handler's own
  A.Out.Did.SpanStarted = true;
  A.Out.Did.RemoteParent |= Parent == ParentKind::Remote;
  if (!A.In.Handler || S.First != FirstSpan::None)
    return;
  noteFirstSpan(A, I, S, Parent == ParentKind::Missing, I.At);
}

void Evaluator::endSpan(Activation &A, State &S, ObjId Span, const Instr &At) {
  Object &O = S[Span];
  if (O.Ended || O.External)
    return;
  O.Ended = true;
  S.LastEnd = At.At;
  llvm::erase(S.Open, Span);
  bool Outgoing =
      O.SpanKind == KindValue::Client || O.SpanKind == KindValue::Producer;
  // A client span around just one call measures that call; around a handler's
  // work it is the handler's own.
  if (!Outgoing || O.Under == 1 || !A.In.Handler || A.Out.Did.Unknown)
    return;
  A.Out.Did.SpanStarted = true;
  if (S.First == FirstSpan::None && A.At.Handler) {
    S.First =
        O.Parent == ParentKind::Missing ? FirstSpan::Bad : FirstSpan::Good;
    if (S.First == FirstSpan::Bad && !S.TestedRemote) {
      PlaceId Call = O.ThroughCall;
      uint32_t Own =
          event(A, Call ? Call : O.Site, CheckId::MissingContextExtraction,
                ExtractionMessage);
      if (Call)
        Events[Own].Notes.push_back({O.Site, "the span is started here"});
      report(Own);
    }
  }
}

/// Spans, scopes, contexts, carriers, calls out. False when it is none of it.
bool Evaluator::stepTracing(Activation &A, const Instr &I, State &S) {
  auto Arg = [&](unsigned N) {
    return N < I.Args.size() ? get(S, I.Args[N]) : 0;
  };
  auto Result = [&](Object O) {
    ObjId Existing = get(S, I.Result);
    // A constructor fills the object that is there.
    if (Existing && S[Existing].Type && S[Existing].Kind == ObjKind::Plain &&
        (I.Code == Op::Activate)) {
      O.Type = S[Existing].Type;
      O.Fields = S[Existing].Fields;
      S[Existing] = std::move(O);
      return Existing;
    }
    ObjId Id = S.make(std::move(O));
    set(S, I.Result, Id);
    return Id;
  };
  switch (I.Code) {
  case Op::SpanStart:
    startSpan(A, I, S);
    return true;
  case Op::SpanEnd:
    if (ObjId Span = Arg(0); Span && S[Span].Kind == ObjKind::Span)
      endSpan(A, S, Span, I);
    return true;
  case Op::SpanKind:
    if (ObjId Id = Arg(0)) {
      KindValue Kind = I.Kind;
      if (ObjId Given = Arg(1)) {
        Kind = KindValue::Unknown;
        if (const Object *K = S.withKind(Given))
          Kind = K->SpanKind;
        else
          for (ObjId Each : {Given, S[Given].field(KeptField)})
            if (Each && S[Each].Name)
              if (auto Named = kindOfText(P.str(S[Each].Name)))
                Kind = *Named;
      }
      S[Id].SpanKind = Kind;
      S[Id].HasKind = true;
    }
    return true;
  case Op::SpanEvent:
    if (ObjId Span = Arg(0); Span && S[Span].Kind == ObjKind::Span)
      S[Span].Event = true;
    return true;
  case Op::SpanStatus:
    return true;
  case Op::SpanCurrent: {
    ObjId Current = activeObject(S);
    if (Current && S[Current].Kind == ObjKind::Context)
      Current = S[Current].Target;
    if (Current) {
      set(S, I.Result, Current);
      return true;
    }
    Object O;
    O.Kind = ObjKind::Span;
    O.External = true;
    Result(std::move(O));
    return true;
  }
  case Op::Activate: {
    ObjId From = Arg(0);
    Object O;
    O.Kind = ObjKind::Scope;
    O.Target = From;
    ObjId Scope = Result(std::move(O));
    S.Active.push_back(Scope);
    return true;
  }
  case Op::Detach:
    if (ObjId Scope = Arg(0)) {
      if (S[Scope].Kind == ObjKind::Scope)
        deactivate(S, Scope);
      for (auto &[Name, To] : S[Scope].Fields)
        if (To && S[To].Kind == ObjKind::Scope)
          deactivate(S, To);
    }
    return true;
  case Op::ContextCurrent: {
    ObjId Current = activeObject(S);
    Object O;
    O.Kind = ObjKind::Context;
    O.Taints = T_Trace;
    O.External = !Current && A.In.AmbientUnknown;
    if (Current) {
      O.Taints |= S.taints(Current) & T_Flows;
      O.Target = S[Current].Kind == ObjKind::Span ? Current : S[Current].Target;
    }
    Result(std::move(O));
    return true;
  }
  case Op::ContextWithSpan: {
    Object O;
    O.Kind = ObjKind::Context;
    O.Taints =
        T_Trace | (S.taints(Arg(0)) & T_Flows) | (S.taints(Arg(1)) & T_Flows);
    if (Arg(1) && S[Arg(1)].Kind == ObjKind::Span)
      O.Target = Arg(1);
    Result(std::move(O));
    return true;
  }
  case Op::SpanOfContext: {
    ObjId Context = Arg(0);
    if (Context && S[Context].Target) {
      set(S, I.Result, S[Context].Target);
      return true;
    }
    Object O;
    O.Kind = ObjKind::Span;
    O.External = true;
    O.Taints = S.taints(Context) & T_Flows;
    Result(std::move(O));
    return true;
  }
  case Op::Inject: {
    ObjId Carrier = Arg(0);
    bool Given = false, Something = false;
    for (Slot Each : llvm::drop_begin(I.Args))
      if (ObjId Id = get(S, Each)) {
        Given = true;
        // What is made here and got nothing is empty; of anything else it is
        // not known.
        bool Made = S[Id].Kind == ObjKind::Null ||
                    S[Id].Kind == ObjKind::Context || S[Id].Type;
        Something |= !Made || S.external(Id) || S[Id].Target ||
                     S[Id].Kind == ObjKind::Span ||
                     (S.taints(Id) & (T_Trace | T_Unknown | T_Remote));
      }
    // An empty context has nothing to write.
    if (Carrier && (!Given || Something))
      S.taint(Carrier, T_Trace);
    return true;
  }
  case Op::Extract: {
    Object O;
    O.Kind = ObjKind::Context;
    O.Taints = T_Remote | T_Trace;
    Result(std::move(O));
    return true;
  }
  case Op::HeaderSet: {
    ObjId Carrier = Arg(0), Value = Arg(1), Name = Arg(2);
    if (!Carrier)
      return true;
    uint16_t T = S.taints(Value) & (T_Trace | T_Unknown | T_Headers);
    if ((I.Flags & IF_TraceHeader) || (Name && (S.taints(Name) & T_TraceName)))
      T |= T_Trace;
    S[Carrier].Taints |= T;
    return true;
  }
  case Op::HeaderGet: {
    ObjId Carrier = Arg(0), Name = Arg(1);
    uint16_t Source = S.taints(Carrier);
    bool Trace =
        (I.Flags & IF_TraceHeader) || (Name && (S.taints(Name) & T_TraceName));
    Object O;
    if (Trace)
      O.Taints =
          Source & (T_Incoming | T_Headers) ? T_Remote | T_Trace : T_Trace;
    else if (Name && S[Name].External)
      O.Taints = T_Unknown;
    if (Trace && Carrier && S[Carrier].External)
      O.Taints |= T_Remote;
    Result(std::move(O));
    return true;
  }
  case Op::CarrierLink:
    if (ObjId Carrier = Arg(0)) {
      ObjId Headers = Arg(1);
      if (!Headers) {
        Object O;
        O.External = true;
        Headers = S.make(std::move(O));
      }
      S[Carrier].setField(LinkedField, Headers);
    }
    return true;
  case Op::Send:
    // What is queued in an object of this program's is sent by that object.
    if (ObjId Into = Arg(2); Into && !S[Into].External)
      return true;
    noteSend(A, I, S);
    noteCall(A, I, S, /*Remote=*/true, I.Flags & IF_Blocks,
             BlockCategory::None);
    {
      Object O;
      O.Taints = I.Flags & IF_Blocks ? 0 : T_Pending;
      if (I.Result)
        Result(std::move(O));
    }
    return true;
  case Op::Remote:
    noteCall(A, I, S, /*Remote=*/true, I.Flags & IF_Blocks,
             BlockCategory::None);
    if (I.Result) {
      Object O;
      O.Taints = I.Flags & IF_Blocks ? 0 : T_Pending;
      Result(std::move(O));
    }
    return true;
  case Op::Block:
    noteCall(A, I, S, /*Remote=*/false, /*Blocks=*/true, I.Category);
    return true;
  case Op::Receive:
    if (ObjId Id = Arg(0)) {
      S[Id].Taints |= T_Incoming;
      S[Id].External = true;
    }
    return true;
  case Op::RegisterHandler:
  case Op::RegisterMiddleware: {
    Registration R;
    R.At = S;
    R.Callable = Arg(0);
    R.Library = I.Name;
    R.Untraced = I.Flags & IF_Untraced;
    R.Request = I.Index;
    (I.Code == Op::RegisterHandler ? Handlers : Middlewares)
        .push_back(std::move(R));
    if (int Fn = functionOf(S, Arg(0)); Fn >= 0)
      markEvaluated(Fn);
    return true;
  }
  case Op::Spawn:
    runLater(A, I, S, I.Flags & IF_Inherits);
    return true;
  case Op::Continuation:
    runLater(A, I, S, false);
    return true;
  case Op::Propagates:
    if (ObjId Id = Arg(0)) {
      S.taint(Id, T_Propagates);
      notePropagating(S, Id);
    }
    return true;
  case Op::DiscardedScope: {
    std::string What = P.str(I.Text).str();
    std::string Message =
        I.Flags & IF_Scope
            ? "the scope that '" + What +
                  "' makes dies at once, so nothing is active after this line"
            : "'" + What +
                  "' returns a changed copy, which is dropped: the context "
                  "stays as it was";
    report(event(A, I.At, CheckId::DiscardedScope, std::move(Message)));
    return true;
  }
  default:
    return false;
  }
}

} // namespace trace_tidy
