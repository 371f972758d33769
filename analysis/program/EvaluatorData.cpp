// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/program/Evaluator.h"

namespace trace_tidy {

/// Data flow. False when the instruction is none of it.
bool Evaluator::stepData(Activation &A, const Instr &I, State &S) {
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
    O.Type = P.typeOf(I.Name);
    Made.insert(I.Name);
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
    // The text is kept where it decides something: else each caller with one of
    // its own would be a case of its own.
    llvm::StringRef Text = P.str(I.Name);
    if (Text.starts_with("#") || kindOfText(Text))
      O.Name = I.Name;
    if (!Text.starts_with("#"))
      O.Taints = I.Flags & IF_TraceHeader ? T_TraceName : T_Literal;
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
    O.Name = P.find(I.Name, A.At.Fn) + 1;
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
    if (ObjId Kept = S[Base].field(KeptField);
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
      if (S[Arg(1)].Type && Holders.count(S[Arg(0)].Type))
        Kept.insert(S[Arg(1)].Type);
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
      auto Fields = S[Id].Fields;
      S[Id].Fields.clear();
      for (auto &[Name, To] : Fields)
        if (To && !S.held(To, P.function(A.At.Fn)))
          release(A, I, S, To, 0);
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
  // What is asked of a message by name is that alone, not its headers.
  bool ByName = llvm::any_of(
      I.Args, [&](Slot Each) { return S[get(S, Each)].Taints & T_Literal; });
  for (unsigned N = From; N < I.Args.size(); ++N) {
    ObjId Id = get(S, I.Args[N]);
    if (!Id)
      continue;
    uint16_t T = S.taints(Id);
    if (ByName && (S[Id].Taints & T_Incoming))
      T &= ~(T_Headers | T_Remote | T_Trace);
    Taints |= T & (T_Flows | T_Pending | (From ? T_Literal : 0));
    Incoming |= (T & (T_Incoming | T_Headers)) != 0;
    if (S[Id].Kind == ObjKind::Span) {
      Spans = Id;
      Taints |= T_Trace;
    } else if (ObjId Kept = S[Id].field(KeptField);
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
        S[Id].setField(KeptField, Part);
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
