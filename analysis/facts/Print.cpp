// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/facts/Print.h"
#include "analysis/model/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace trace_tidy {

llvm::StringRef opName(Op Code) {
  switch (Code) {
  case Op::Copy:
    return "copy";
  case Op::Clone:
    return "clone";
  case Op::Assign:
    return "assign";
  case Op::New:
    return "new";
  case Op::Null:
    return "null";
  case Op::Load:
    return "load";
  case Op::Store:
    return "store";
  case Op::Merge:
    return "merge";
  case Op::Flow:
    return "flow";
  case Op::Const:
    return "const";
  case Op::Global:
    return "global";
  case Op::FunctionRef:
    return "function";
  case Op::Bind:
    return "bind";
  case Op::Opaque:
    return "opaque";
  case Op::Clear:
    return "clear";
  case Op::Call:
    return "call";
  case Op::CallValue:
    return "call-value";
  case Op::Destroy:
    return "destroy";
  case Op::Return:
    return "return";
  case Op::Throw:
    return "throw";
  case Op::Suspend:
    return "suspend";
  case Op::SpanStart:
    return "span-start";
  case Op::SpanEnd:
    return "span-end";
  case Op::SpanKind:
    return "span-kind";
  case Op::SpanEvent:
    return "span-event";
  case Op::SpanStatus:
    return "span-status";
  case Op::SpanCurrent:
    return "span-current";
  case Op::Activate:
    return "activate";
  case Op::Detach:
    return "detach";
  case Op::ContextCurrent:
    return "context-current";
  case Op::ContextWithSpan:
    return "context-with-span";
  case Op::SpanOfContext:
    return "span-of-context";
  case Op::Inject:
    return "inject";
  case Op::Extract:
    return "extract";
  case Op::HeaderSet:
    return "header-set";
  case Op::HeaderGet:
    return "header-get";
  case Op::CarrierLink:
    return "carrier-link";
  case Op::Send:
    return "send";
  case Op::Remote:
    return "remote";
  case Op::Block:
    return "block";
  case Op::Receive:
    return "receive";
  case Op::RegisterHandler:
    return "register-handler";
  case Op::RegisterMiddleware:
    return "register-middleware";
  case Op::Spawn:
    return "spawn";
  case Op::Continuation:
    return "continuation";
  case Op::Propagates:
    return "propagates";
  case Op::PropagatesGlobally:
    return "propagates-globally";
  case Op::DiscardedScope:
    return "discarded-scope";
  }
  return "?";
}

namespace {

struct FlagName {
  uint16_t Flag;
  llvm::StringLiteral Name;
};

constexpr FlagName InstrFlagNames[] = {
    {IF_Blocks, "blocks"},
    {IF_Virtual, "virtual"},
    {IF_Inherits, "inherits"},
    {IF_Untraced, "untraced"},
    {IF_Constructor, "constructor"},
    {IF_MayHoldSpan, "may-hold-span"},
    {IF_RootParent, "root-parent"},
    {IF_KindUnknown, "kind-unknown"},
    {IF_Span, "span"},
    {IF_TraceHeader, "trace-header"},
    {IF_Macro, "macro"},
    {IF_Telemetry, "telemetry"},
    {IF_NoCarrier, "no-carrier"},
    {IF_Scope, "scope"},
    {IF_Container, "container"},
};

constexpr FlagName FunctionFlagNames[] = {
    {FF_External, "external"},
    {FF_InHeader, "in-header"},
    {FF_Main, "main"},
    {FF_Lambda, "lambda"},
    {FF_Method, "method"},
    {FF_Virtual, "virtual"},
    {FF_Handler, "handler"},
    {FF_Untraced, "untraced"},
    {FF_Telemetry, "telemetry"},
    {FF_RequestParam, "takes-request"},
    {FF_SpanParam, "takes-span"},
    {FF_Constructor, "constructor"},
    {FF_Destructor, "destructor"},
    {FF_Runtime, "runtime"},
};

class Printer {
public:
  Printer(const Summary &Tu, llvm::raw_ostream &Out) : Tu(Tu), Out(Out) {}

  void print(const Class &C);
  void print(const Function &F);
  void print(const Function &Of, const Instr &I) {
    F = &Of;
    print(I);
  }

private:
  void print(const Block &B, uint32_t Index);
  void print(const Instr &I);
  void slot(Slot S);
  void slots(llvm::ArrayRef<Slot> Slots);
  void place(PlaceId At, llvm::StringRef Before);
  void assumption(llvm::StringRef Name);
  void name(const Instr &I);
  void flags(uint16_t Flags, llvm::ArrayRef<FlagName> Names);
  void quoted(llvm::StringRef Text, char Quote) {
    Out << Quote;
    llvm::printEscapedString(Text, Out); // a name or literal stays in its line
    Out << Quote;
  }

  const Summary &Tu;
  llvm::raw_ostream &Out;
  const Function *F = nullptr;
};

void Printer::slot(Slot S) {
  if (S == 0)
    Out << '-';
  else if (S == 1)
    Out << "%this";
  else if (S < 2 + F->Parameters)
    Out << "%p" << S - 2;
  else
    Out << '%' << S;
}

void Printer::slots(llvm::ArrayRef<Slot> Slots) {
  Out << '(';
  for (size_t I = 0; I != Slots.size(); ++I) {
    Out << (I ? ", " : "");
    slot(Slots[I]);
  }
  Out << ')';
}

void Printer::place(PlaceId At, llvm::StringRef Before) {
  const Place &P = Tu.Places[At];
  if (At)
    Out << Before << Tu.str(P.File) << ':' << P.Line << ':' << P.Column;
}

void Printer::flags(uint16_t Flags, llvm::ArrayRef<FlagName> Names) {
  for (const FlagName &N : Names)
    if (Flags & N.Flag)
      Out << ' ' << N.Name;
}

/// A condition's name without the places in it, which change with any edit.
void Printer::assumption(llvm::StringRef Name) {
  std::string Plain;
  while (!Name.empty()) {
    auto [Word, Rest] = Name.split('@');
    Plain += Word;
    Name = Rest.drop_while(llvm::isDigit);
  }
  Out << ' ';
  quoted(Plain, '\'');
}

/// What Name and Text say, as fits the Op.
void Printer::name(const Instr &I) {
  llvm::StringRef Name = Tu.str(I.Name), Text = Tu.str(I.Text);
  switch (I.Code) {
  case Op::Load:
  case Op::Store:
    Out << " ." << Name;
    return;
  case Op::Const:
    Out << ' ';
    quoted(Name, '"');
    return;
  default:
    break;
  }
  if (!Text.empty()) {
    Out << ' ';
    quoted(Text, '\'');
  }
  if (!Name.empty())
    Out << " <" << Name << '>';
}

void Printer::print(const Instr &I) {
  if (I.Result) {
    slot(I.Result);
    Out << " = ";
  }
  Out << opName(I.Code);
  name(I);
  if (!I.Args.empty()) {
    Out << ' ';
    slots(I.Args);
  }
  // A kind that an operand holds is told by the operand.
  bool KindConst = I.Code == Op::Const && (I.Flags & IF_Span);
  if ((I.Code == Op::SpanStart && !I.Args[2]) ||
      (I.Code == Op::SpanKind && I.Args.size() < 2) || KindConst)
    Out << " kind=" << kindName(I.Kind);
  if (I.Category != BlockCategory::None)
    Out << " category=" << categoryName(I.Category);
  if (I.Index >= 0)
    Out << " request=" << I.Index;
  if (I.Code == Op::Send)
    Out << " library=" << Tu.str(I.Mask);
  else if (I.Mask) {
    Out << " writes=";
    bool First = true;
    for (unsigned N = 0; N != 32; ++N)
      if (I.Mask >> N & 1) {
        Out << (First ? "" : ",") << N;
        First = false;
      }
  }
  bool Closure = I.Code == Op::FunctionRef && (I.Flags & IF_Virtual);
  if (Closure)
    Out << " closure";
  flags(I.Flags & ~((KindConst ? IF_Span : 0) | (Closure ? IF_Virtual : 0)),
        InstrFlagNames);
  place(I.At, " @");
}

void Printer::print(const Block &B, uint32_t Index) {
  Out << "  block " << Index;
  if (Index == F->Exit)
    Out << " exit";
  if (!B.Successors.empty())
    Out << " ->";
  for (uint32_t S : B.Successors) {
    if (S == ~0u)
      Out << " !";
    else
      Out << ' ' << S;
  }
  const Branch &C = B.Condition;
  if (C.Value || C.Assumption) {
    Out << " if " << (C.PresentOnTrue ? "" : "not ");
    slot(C.Value);
    if (C.Assumption)
      assumption(Tu.str(C.Assumption));
    if (C.Loop)
      Out << " computed";
    if (C.Pointer)
      Out << " pointer";
  }
  Out << '\n';
  for (const Instr &I : B.Instrs) {
    Out << "    ";
    print(I);
    Out << '\n';
  }
}

void Printer::print(const Function &Fn) {
  F = &Fn;
  Out << "function " << Tu.str(Fn.Name) << " <" << Tu.str(Fn.Key) << '>';
  place(Fn.At, " ");
  Out << " parameters=" << Fn.Parameters;
  if (Fn.Request >= 0)
    Out << " request=" << Fn.Request;
  flags(Fn.Flags, FunctionFlagNames);
  for (Sym Base : Fn.Overrides)
    Out << " overrides=<" << Tu.str(Base) << '>';
  Out << '\n';
  for (uint32_t I = 0; I != Fn.Blocks.size(); ++I)
    print(Fn.Blocks[I], I);
}

void Printer::print(const Class &C) {
  Out << "class <" << Tu.str(C.Key) << '>';
  for (Sym Base : C.Bases)
    Out << " base=<" << Tu.str(Base) << '>';
  if (C.Destructor)
    Out << " destructor=<" << Tu.str(C.Destructor) << '>';
  for (auto &[Overridden, Method] : C.Overriders)
    Out << " override=<" << Tu.str(Method) << " of " << Tu.str(Overridden)
        << '>';
  Out << '\n';
}

} // namespace

void print(const Summary &Tu, const Function &F, const Instr &I,
           llvm::raw_ostream &Out) {
  Printer(Tu, Out).print(F, I);
}

llvm::SmallVector<llvm::StringRef, 6> flagNames(const Function &F) {
  llvm::SmallVector<llvm::StringRef, 6> Names;
  for (const FlagName &N : FunctionFlagNames)
    if (F.Flags & N.Flag)
      Names.push_back(N.Name);
  return Names;
}

llvm::StringRef fixKindName(FixKind Kind) {
  switch (Kind) {
  case FixKind::Inject:
    return "inject";
  case FixKind::Span:
    return "span";
  case FixKind::RemoteSpan:
    return "remote-span";
  case FixKind::HandlerSpan:
    return "handler-span";
  case FixKind::RemoteParent:
    return "remote-parent";
  case FixKind::NameScope:
    return "name-scope";
  }
  return "";
}

void print(const Summary &Tu, llvm::raw_ostream &Out) {
  Printer P(Tu, Out);
  for (const Class &C : Tu.Classes)
    P.print(C);
  for (const Function &F : Tu.Functions)
    P.print(F);
}

} // namespace trace_tidy
