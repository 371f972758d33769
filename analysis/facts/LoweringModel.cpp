// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Lowering.h"
#include "analysis/facts/Names.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace trace_tidy {

namespace {
/// The contract's routes that are rightly untraced.
constexpr llvm::StringLiteral UntracedRoutes[] = {
    "/health", "/healthz", "/livez", "/readyz", "/ready", "/ping", "/metrics"};

} // namespace

int Lowering::argumentOfType(llvm::StringRef Name, const CallSite &Site) {
  for (unsigned I = 0; I != Site.ArgExprs.size(); ++I) {
    if (I < Site.Callee->getNumParams() &&
        X.TypeFacts.isNamed(Site.Callee->getParamDecl(I)->getType(), Name))
      return I;
  }
  return -1;
}

void Lowering::emitSpanStart(const Entry &E, CallSite &Site) {
  Slot Span =
      E.place(Key::Span) ? slotAt(E.place(Key::Span), Site) : Site.Result;
  llvm::SmallVector<Slot, 8> Args{slotAt(E.place(Key::Options), Site),
                                  slotAt(E.place(Key::Parent), Site),
                                  slotAt(E.place(Key::Kind), Site)};
  for (Slot S : Site.Args)
    if (S)
      Args.push_back(S);
  std::string Name = literalAt(E.place(Key::Name), Site);
  Instr &I = emit(Op::SpanStart, Site.Loc, Span, Args);
  I.Text = X.sym(Name);
  mend(FixKind::RemoteParent, Site).Part = exprAt(E.place(Key::Options), Site);
  I.Kind = E.Kind;
  if (E.RootParent)
    I.Flags |= IF_RootParent;
  if (E.Kind == KindValue::Unknown)
    I.Flags |= IF_KindUnknown;
}

void Lowering::emitSend(const Entry &E, CallSite &Site) {
  const PlaceRef &Carrier = E.place(Key::Carrier);
  Slot Object = slotAt(Carrier, Site);
  Slot Client = slotAt(E.place(Key::Client), Site);
  if (!Client)
    Client = Site.This;
  Instr &I = emit(Op::Send, Site.Loc, Site.Result,
                  {Object, Client, slotAt(E.place(Key::Into), Site)});
  I.Mask = X.sym(E.Owner->Library);
  I.Text = X.sym(displayName(*Site.Callee));
  I.Name = X.sym(E.System);
  if (E.Blocks)
    I.Flags |= IF_Blocks;
  for (unsigned N = 0; N != Site.ArgExprs.size(); ++N)
    if (X.Models.isTelemetryRoute(literalAt({PlaceRef::Arg, N, ""}, Site)))
      I.Flags |= IF_Telemetry;
  if (Carrier.K == PlaceRef::None)
    I.Flags |= IF_NoCarrier;
  Mending &Injection = mend(FixKind::Inject, Site);
  Injection.Part = exprAt(Carrier, Site);
  for (unsigned N = 0; N != Site.ArgExprs.size(); ++N)
    if (Site.ArgExprs[N] == Injection.Part)
      Injection.Argument = N;
  Injection.Site.System = E.System;
  Injection.Blocks = E.Blocks;
  Mending &Span = mend(FixKind::Span, Site);
  Span.Site.System = E.System;
  Span.Blocks = E.Blocks;
  Span.Sends = true;
  Span.Span =
      E.System == "messaging" ? EditKind::ProducerSpan : EditKind::ClientSpan;
}

Lowering::Mending &Lowering::mend(FixKind Kind, const CallSite &Site) {
  Mending &M = Mendings.emplace_back();
  M.Kind = Kind;
  M.Site.E = Site.E;
  M.Site.Callee = Site.Callee;
  M.Site.Args = Site.ArgExprs;
  M.Site.At = X.place(Site.Loc);
  return M;
}

void Lowering::writeFixes() {
  if (Mendings.empty() && Out.Request < 0)
    return;
  FixWriter Write(X, F, Out);
  // Waiting for a call that was started in the same expression belongs to it.
  for (Mending &M : Mendings)
    for (const Mending &Started : Mendings)
      if (M.Kind == FixKind::Span && Started.Kind == FixKind::Span &&
          !Started.Blocks && FixWriter::isPartOf(*Started.Site.E, *M.Site.E)) {
        M.Span = Started.Span;
        M.Named = &Started.Site;
      }
  for (const Mending &M : Mendings)
    switch (M.Kind) {
    case FixKind::Inject:
      if (M.HandedOver)
        Write.handedOver(M.Site);
      else
        Write.injection(M.Site, M.Part, M.Argument, M.Blocks, Links);
      break;
    case FixKind::Span:
      Write.span(M.Site, M.Span, M.Blocks, M.Wait, M.Sends,
                 M.Named ? *M.Named : M.Site);
      break;
    case FixKind::RemoteParent:
      if (Out.Request >= 0)
        Write.remoteParent(M.Site, M.Part);
      break;
    case FixKind::NameScope:
      Write.discarded(M.Site.E, M.Part, M.Scope, M.Site.At);
      break;
    case FixKind::RemoteSpan:
    case FixKind::HandlerSpan:
      break;
    }
  if (Out.Request >= 0)
    Write.handlerSpan(Out.At);
}

void Lowering::emitHandler(const Entry &E, CallSite &Site) {
  std::string Route = literalAt(E.place(Key::Route), Site);
  Slot Callable = slotAt(E.place(Key::Callable), Site);
  if (!Callable)
    return;
  Instr &I = emit(Op::RegisterHandler, Site.Loc, 0, {Callable});
  I.Index = E.Request;
  for (llvm::StringRef Suffix : UntracedRoutes)
    if (llvm::StringRef(Route).ends_with(Suffix))
      I.Flags |= IF_Untraced;
  I.Name = X.sym(E.Owner->Library);
}

/// Finds the constructor that `make_unique<T>(arguments)` calls.
void Lowering::emitMake(const Entry &E, CallSite &Site) {
  QualType T = X.TypeFacts.pointee(Site.Callee->getReturnType());
  if (T.isNull())
    T = bare(Site.Callee->getReturnType());
  const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  size_t First = std::min<size_t>(std::max(E.Arguments, 0), Site.Args.size());
  Site.Result = temporary();
  if (!R) {
    Slot From = First < Site.Args.size() ? Site.Args[First] : 0;
    emit(From ? Op::Copy : Op::New, Site.Loc, Site.Result,
         From ? llvm::ArrayRef<Slot>(From) : llvm::ArrayRef<Slot>());
    return;
  }
  Instr &New = emit(Op::New, Site.Loc, Site.Result);
  New.Name = X.keyOf(*R);
  New.Text = X.sym(R->getIdentifier() ? R->getName() : "");
  CallSite Inner;
  Inner.E = Site.E;
  Inner.Loc = Site.Loc;
  Inner.This = Inner.Result = Site.Result;
  Inner.ArgExprs.append(Site.ArgExprs.begin() + First, Site.ArgExprs.end());
  Inner.Args.append(Site.Args.begin() + First, Site.Args.end());
  // Of the constructors that take so many arguments, the one whose parameter
  // types fit the most.
  int Best = -1;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (Inner.Args.size() > C->getNumParams() ||
        Inner.Args.size() < C->getMinRequiredArguments() || C->isDeleted())
      continue;
    int Score = 0;
    for (size_t I = 0; I != Inner.Args.size(); ++I) {
      QualType Wanted = bare(C->getParamDecl(I)->getType());
      QualType Given = bare(Inner.ArgExprs[I]->getType());
      if (X.Context.hasSameUnqualifiedType(Wanted, Given))
        Score += 2;
      else if (Wanted->isRecordType() == Given->isRecordType())
        Score += 1;
    }
    if (Score > Best) {
      Best = Score;
      Inner.Callee = C;
    }
  }
  if (Inner.Callee)
    finishCall(Inner);
  if (Site.This)
    if (const Expr *Holder = exprAt({PlaceRef::This, 0, ""}, Site))
      store(Holder, Site.Result);
}

/// Emits what the entry says. True when that defines the call's result.
bool Lowering::applyEntry(const Entry &E, CallSite &Site) {
  QualType T = Site.E->getType();
  bool Constructor = isa<CXXConstructorDecl>(Site.Callee);
  auto Result = [&] {
    if (!Site.Result)
      Site.Result = temporary();
    return Site.Result;
  };
  auto At = [&](Key K) { return slotAt(E.place(K), Site); };
  SourceLocation L = Site.Loc;
  llvm::StringRef Callee = X.Tu.str(X.sym(displayName(*Site.Callee)));
  auto HandedOn = [&](Slot Callable) {
    llvm::SmallVector<Slot, 6> Args{Callable};
    if (E.Arguments >= 0)
      for (size_t I = E.Arguments; I < Site.Args.size(); ++I)
        Args.push_back(Site.Args[I]);
    return Args;
  };

  switch (E.R) {
  case Role::SpanStart:
    if (!E.place(Key::Span))
      Result();
    emitSpanStart(E, Site);
    return !E.place(Key::Span);
  case Role::SpanEnd:
    emit(Op::SpanEnd, L, 0, {At(Key::Span)});
    return false;
  case Role::SpanKind:
    if (auto Kind = X.Models.kindOf(literalAt(E.place(Key::Kind), Site)))
      emit(Op::SpanKind, L, 0, {At(Key::Span)}).Kind = *Kind;
    else
      emit(Op::SpanKind, L, 0, {At(Key::Span), At(Key::Kind)}).Kind = E.Kind;
    return false;
  case Role::SpanEvent:
    emit(Op::SpanEvent, L, 0, {At(Key::Span)});
    return false;
  case Role::SpanStatus:
    emit(Op::SpanStatus, L, 0, {At(Key::Span)});
    return false;
  case Role::SpanAttribute:
  case Role::NoEffect:
    if (!Constructor && !Site.Result && !T->isVoidType() &&
        !T->isArithmeticType())
      emit(Op::New, L, Result());
    return true;
  case Role::SpanCurrent:
    emit(Op::SpanCurrent, L, Result());
    return true;
  case Role::Activate: {
    Slot Scope =
        E.place(Key::Scope) && !Constructor ? At(Key::Scope) : Result();
    emit(Op::Activate, L, Scope, {At(Key::From)});
    return true;
  }
  case Role::Detach:
    emit(Op::Detach, L, 0, {At(Key::Scope)});
    return false;
  case Role::ContextCurrent:
    emit(Op::ContextCurrent, L, Result());
    return true;
  case Role::ContextWithSpan:
    emit(Op::ContextWithSpan, L, Result(), {At(Key::Context), At(Key::Span)});
    return true;
  case Role::SpanOfContext:
    emit(Op::SpanOfContext, L, Result(), {At(Key::Context)});
    return true;
  case Role::Inject: {
    // The other arguments tell whether there is a context at all.
    Slot Carrier = At(Key::Carrier);
    llvm::SmallVector<Slot, 4> Args{Carrier};
    for (Slot S : Site.Args)
      if (S && S != Carrier)
        Args.push_back(S);
    emit(Op::Inject, L, 0, Args);
    return false;
  }
  case Role::Extract:
    emit(Op::Extract, L, Result(), {At(Key::Carrier)});
    return true;
  case Role::HeaderSet:
  case Role::HeaderGet: {
    const PlaceRef &NamePlace = E.place(Key::Name);
    bool Trace = X.Models.isTraceHeader(literalAt(NamePlace, Site));
    if (E.R == Role::HeaderSet) {
      Instr &I = emit(Op::HeaderSet, L, 0,
                      {At(Key::Carrier), At(Key::Value), At(Key::Name)});
      I.Flags |= Trace ? IF_TraceHeader : 0;
      return false;
    }
    Slot R = Result();
    Instr &I = emit(Op::HeaderGet, L, R, {At(Key::Carrier), At(Key::Name)});
    I.Flags |= Trace ? IF_TraceHeader : 0;
    return true;
  }
  case Role::CarrierLink:
    if (E.place(Key::Carrier).K == PlaceRef::Result) {
      emit(Op::New, L, Result());
      emit(Op::CarrierLink, L, 0, {Site.Result, At(Key::Headers)});
      return true;
    }
    emit(Op::CarrierLink, L, 0, {At(Key::Carrier), At(Key::Headers)});
    Links.push_back({exprAt(E.place(Key::Carrier), Site),
                     exprAt(E.place(Key::Headers), Site)});
    return false;
  case Role::Send:
    if (!Constructor)
      Result();
    emitSend(E, Site);
    return true;
  case Role::Remote: {
    Instr &I = emit(Op::Remote, L, Constructor ? 0 : Result());
    I.Text = X.sym(Callee);
    I.Name = X.sym(E.System);
    I.Flags |= E.Blocks ? IF_Blocks : 0;
    Mending &Span = mend(FixKind::Span, Site);
    Span.Site.System = E.System;
    Span.Blocks = E.Blocks;
    Span.Span = EditKind::ClientSpan;
    return true;
  }
  case Role::Block: {
    Instr &I = emit(Op::Block, L, 0, {Site.This});
    I.Text = X.sym(Callee);
    I.Category = E.Category;
    mend(FixKind::Span, Site).Wait = blockClass(E.Category) == BlockClass::Wait;
    return false;
  }
  case Role::Receive:
    emit(Op::Receive, L, 0, {At(Key::Carrier)});
    return false;
  case Role::Handler:
    emitHandler(E, Site);
    return false;
  case Role::Middleware:
    emit(Op::RegisterMiddleware, L, 0, {At(Key::Callable)}).Name =
        X.sym(E.Owner->Library);
    return false;
  case Role::Spawn: {
    Instr &I = emit(Op::Spawn, L, 0, HandedOn(At(Key::Callable)));
    I.Text = X.sym(Callee);
    I.Flags |= E.Inherits ? IF_Inherits : 0;
    return false;
  }
  case Role::Continuation:
    emit(Op::Continuation, L, 0, {At(Key::Callable)});
    return false;
  case Role::Invoke:
    emit(Op::CallValue, L, Constructor || T->isVoidType() ? 0 : Result(),
         HandedOn(At(Key::Callable)));
    return true;
  case Role::Bind: {
    // Placeholders are objects of empty classes: nothing is bound there.
    llvm::SmallVector<Slot, 6> Args{At(Key::Callable)};
    for (size_t N = std::max(E.Arguments, 0); N < Site.Args.size(); ++N) {
      const CXXRecordDecl *R =
          bare(Site.ArgExprs[N]->getType())->getAsCXXRecordDecl();
      bool Placeholder =
          R && R->hasDefinition() && R->isEmpty() && X.TypeFacts.isLibrary(*R);
      Args.push_back(Placeholder ? 0 : Site.Args[N]);
    }
    emit(Op::Bind, L, Result(), Args);
  }
    return true;
  case Role::Same: {
    Slot From = At(Key::From);
    if (E.place(Key::To) && E.place(Key::To).K != PlaceRef::Result) {
      if (Constructor && E.place(Key::To).K == PlaceRef::This)
        emit(Op::Copy, L, Site.Result, {From});
      else if (const Expr *To = exprAt(E.place(Key::To), Site))
        store(To, From);
      return false;
    }
    if (Constructor) {
      emit(Op::Copy, L, Site.Result, {From});
      return true;
    }
    // The result is what was given: no object of its own.
    Site.Result = From;
    return true;
  }
  case Role::Flow: {
    llvm::SmallVector<Slot, 6> Args;
    if (E.place(Key::From).K == PlaceRef::Args)
      Args.append(Site.Args.begin(), Site.Args.end());
    else
      Args.push_back(At(Key::From));
    if (E.place(Key::To) && E.place(Key::To).K != PlaceRef::Result) {
      Args.insert(Args.begin(), At(Key::To));
      emit(Op::Merge, L, 0, Args);
      return false;
    }
    emit(Op::Flow, L, Result(), Args);
    return true;
  }
  case Role::Reset: {
    const Expr *Holder = exprAt(E.place(Key::Carrier), Site);
    if (Holder && X.TypeFacts.is(Holder->getType(), TypeRole::Pointer)) {
      // The reference goes; what it held lives on where others hold it.
      emit(Op::Destroy, L, 0, {At(Key::Carrier)});
      store(Holder, emitResult(Op::Null, L));
      return false;
    }
    emit(Op::Clear, L, 0, {At(Key::Carrier)});
    return false;
  }
  case Role::Make:
    emitMake(E, Site);
    return true;
  case Role::Propagates: {
    if (E.place(Key::Client).K == PlaceRef::Result) {
      emit(Op::New, L, Result());
      emit(Op::Propagates, L, 0, {Site.Result});
      return true;
    }
    emit(Op::Propagates, L, 0, {At(Key::Client)});
    return false;
  }
  case Role::PropagatesGlobally:
    emit(Op::PropagatesGlobally, L).Name = X.sym(E.Owner->Library);
    return false;
  }
  return false;
}

} // namespace trace_tidy
