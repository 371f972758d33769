// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a translation unit, or many that were linked, say about tracing, as
// plain data: per function a small control-flow graph whose instructions are
// only what matters here.
//
// Nothing in this header knows clang. Strings are interned in
// Summary::Strings and named by index (Sym); places in the source by index
// into Summary::Places (PlaceId). Values live in numbered slots of the
// function: slot 0 is "none", slot 1 is `this` (for a lambda: the closure),
// slots 2.. are the parameters, then locals and temporaries.
//
// Limits: pointers, references and smart pointers are one with what they refer
// to; elements of a container are one with the container's field "[]"; there
// is no arithmetic, so conditions are known only as "this value is present".
#ifndef TRACE_TIDY_ANALYSIS_FACTS_FACTS_H
#define TRACE_TIDY_ANALYSIS_FACTS_FACTS_H

#include "analysis/finding/Refusal.h"
#include "analysis/model/Roles.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <cstdint>
#include <string>
#include <vector>

namespace trace_tidy {

using Sym = uint32_t;     // index into Summary::Strings; 0 is ""
using Slot = uint32_t;    // a value in a function's frame; 0 is none
using PlaceId = uint32_t; // index into Summary::Places; 0 is nowhere

/// Fields that no source can name; every summary has them at these places.
inline constexpr Sym KeptField = 1;   // the span in a pair or tuple
inline constexpr Sym LinkedField = 2; // the headers of a carrier

enum class Op : uint8_t {
  // Data flow.
  Copy,   // Result becomes another name for Args[0]
  Clone,  // Result is a new object with the contents of Args[0]
  Assign, // the object Args[0] takes over the contents of Args[1]
  New,    // Result is a new object of type Name
  Null,   // Result refers to nothing
  Load,   // Result = Args[0].Name
  Store,  // Args[0].Name = Args[1]
  Merge,  // what is in Args[1..] flows into Args[0]
  Flow,   // Result is a new value made from Args; Mask: arguments written too
  Const,  // Result is the constant Name (a literal or an enumerator)
  Global, // Result is the global object Name
  FunctionRef, // Result is a callable for function Name
  Bind,        // Result is the callable Args[0] with Args[1..] bound
  Opaque,      // Result is something this analysis knows nothing about
  Clear,       // the object Args[0] loses its contents
  // Control.
  Call,      // calls function Name with this = Args[0], parameters Args[1..]
  CallValue, // calls the callable Args[0] with Args[1..] before it returns
  Destroy,   // the lifetime of what Args[0] owns ends
  Return,    // returns Args[0] (0: nothing)
  Throw,
  Suspend, // co_await, co_yield
  // Tracing. Operands are named in Operand order below each.
  SpanStart,  // Result; Args: options, parent, kind; Args[3..]: other arguments
  SpanEnd,    // Args: span
  SpanKind,   // Args: span, kind
  SpanEvent,  // Args: span
  SpanStatus, // Args: span
  SpanCurrent,
  Activate, // Result is the scope; Args: span or context
  Detach,   // Args: scope
  ContextCurrent,
  ContextWithSpan, // Result; Args: context, span
  SpanOfContext,   // Result; Args: context
  Inject,          // Args: carrier, the call's other arguments
  Extract,         // Result; Args: carrier
  HeaderSet,       // Args: carrier, value, name
  HeaderGet,       // Result; Args: carrier, name
  CarrierLink,     // Args: carrier, headers
  // Calls out, waits, handlers, threads.
  Send,   // Result; Args: carrier, client, into; Mask: the library's name
  Remote, // Result; a remote call without metadata
  Block,  // Args: what is waited for, where that is known
  Receive,
  RegisterHandler,    // Args: callable; Index: the request's parameter or -1
  RegisterMiddleware, // Args: callable
  Spawn,              // Args: callable, then what is handed to it
  Continuation,       // Args: callable
  Propagates,         // Args: client
  PropagatesGlobally,
  DiscardedScope, // a scope, token or changed copy dies at once
};

/// Flags of an instruction; which apply depends on the Op.
enum InstrFlags : uint16_t {
  IF_None = 0,
  IF_Blocks = 1 << 0,      // Send, Remote: the caller waits for the answer
  IF_Virtual = 1 << 1,     // Call: dispatched on the object's type
  IF_Inherits = 1 << 2,    // Spawn: the executor carries the context over
  IF_Untraced = 1 << 3,    // RegisterHandler: rightly not traced (health)
  IF_Constructor = 1 << 4, // Call: Args[0] is under construction
  IF_MayHoldSpan = 1 << 5, // Result's type may own a span or scope
  IF_RootParent = 1 << 6,  // SpanStart: without a parent it begins a trace
  IF_KindUnknown = 1 << 7, // SpanStart: the model cannot tell the kind
  IF_Span = 1 << 8,        // Result, where it is not known, is a span
  IF_TraceHeader = 1 << 9, // HeaderSet, HeaderGet, Const: names a trace header
  IF_Macro = 1 << 10,      // stands in a macro expansion
  IF_Telemetry = 1 << 11,  // part of telemetry's own transport
  IF_NoCarrier = 1 << 12,  // Send: this overload has no carrier at all
  IF_Scope = 1 << 13,      // DiscardedScope: a scope (else a changed copy)
  IF_Container = 1 << 14,  // Load: a container of unknown contents
};

/// One step. Sizes are small on purpose: a summary holds millions of them.
struct Instr {
  Op Code = Op::Opaque;
  BlockCategory Category = BlockCategory::None; // Block
  KindValue Kind = KindValue::Internal;         // SpanStart, SpanKind
  uint16_t Flags = IF_None;
  int16_t Index = -1;
  uint32_t Mask = 0; // bit i: Args[i] may be written by the callee
  Slot Result = 0;
  Sym Name = 0; // callee's key, field, type or constant
  Sym Text = 0; // what to call it in a message
  PlaceId At = 0;
  llvm::SmallVector<Slot, 3> Args;

  /// Whether Mask is the Sym of a library's name.
  bool maskIsName() const { return Code == Op::Send; }
};

/// What decides at the end of a block.
struct Branch {
  Slot Value = 0;            // the value whose presence is tested; 0: unknown
  bool PresentOnTrue = true; // polarity of that test
  bool Loop = false;         // Value was computed: only what flowed in counts
  bool Pointer = false;      // Value is a pointer: what is made is present
  bool Repeats = false;      // the condition of a loop
  Sym Equals = 0;            // Value is compared with this constant; 0: none
  Sym Assumption = 0;        // name of an unchanging condition; 0: none
  bool Negated = false;      // the first successor is taken when it is false
};

struct Block {
  std::vector<Instr> Instrs;
  llvm::SmallVector<uint32_t, 2> Successors; // true edge first
  Branch Condition;
};

enum FunctionFlags : uint16_t {
  FF_None = 0,
  FF_External = 1 << 0, // other translation units can call it
  FF_InHeader = 1 << 1, // declared outside the main file
  FF_Main = 1 << 2,
  FF_Lambda = 1 << 3,
  FF_Method = 1 << 4,
  FF_Virtual = 1 << 5,
  FF_Handler = 1 << 6,      // a framework calls it (base class and signature)
  FF_Untraced = 1 << 7,     // rightly not traced
  FF_Telemetry = 1 << 8,    // telemetry's own transport
  FF_RequestParam = 1 << 9, // takes a request, a context or a span
  FF_SpanParam = 1 << 10,   // takes a span or a context
  FF_Constructor = 1 << 11,
  FF_Destructor = 1 << 12,
  FF_Runtime = 1 << 13, // what fix-its call: no code of the project's
};

/// What can be mended at a place; which check asks for which is in Rules.cpp.
enum class FixKind : uint8_t {
  Inject,       // into the carrier that is handed over here
  Span,         // around the call
  RemoteSpan,   // the same, continuing the trace of the incoming request
  HandlerSpan,  // at the top of the function
  RemoteParent, // for the span that is started here
  NameScope,    // the scope gets a name, the changed copy is kept
};
inline constexpr unsigned NumFixKinds = 6;

/// Bytes of a file that are replaced by Text.
struct Change {
  PlaceId At = 0;
  uint32_t Length = 0;
  Sym Text = 0;
};

enum FixFlags : uint8_t {
  XF_None = 0,
  XF_Current = 1 << 0, // writes code that uses the active span
  XF_Apart = 1 << 1,   // a statement before the call, outside a span around it
  XF_Handler = 1 << 3, // names the span that the handler is given
  XF_Hands = 1 << 2,   // the call gets its span, to be injected
};

/// The changes of the source that mend one thing at one place, or why there
/// are none. Includes that are needed are among them.
struct Fix {
  FixKind Kind = FixKind::Inject;
  uint8_t Flags = XF_None;
  Refusal Why = Refusal::None;
  PlaceId At = 0; // where the finding will stand
  Sym Helper = 0; // only if this function of the project injects; 0: always
  llvm::SmallVector<Change, 4> Changes;
};

struct Function {
  Sym Key = 0;  // USR, with the file where it is unknown outside of it
  Sym Name = 0; // as a person would write it
  Sym Unit = 0; // the main file, where it is defined in one; 0: in a header
  PlaceId At = 0;
  uint16_t Flags = FF_None;
  int16_t Request = -1;    // the parameter with the incoming message
  uint32_t Containers = 0; // bit i: parameter i is a container
  uint32_t Parameters = 0;
  uint32_t Slots = 0;
  uint32_t FirstTemporary = 0; // slots from here on are temporaries
  std::vector<bool> Borrows;   // by slot: refers to what something else owns
  llvm::SmallVector<Sym, 2> Overrides;
  std::vector<Block> Blocks; // Blocks[0] is the entry
  std::vector<Fix> Fixes;
  uint32_t Exit = ~0u; // the block in which it returns; ~0: it never does
  uint64_t Hash = 0;   // of all the above, with names and places spelled out
};

/// What virtual calls and destruction need to know of a class.
struct Class {
  Sym Key = 0;
  Sym Destructor = 0; // key of a destructor with a body; 0: none
  llvm::SmallVector<Sym, 2> Bases;
  llvm::SmallVector<std::pair<Sym, Sym>, 4> Overriders; // overridden → method
  uint64_t Hash = 0; // of all the above, with names spelled out
};

struct Place {
  Sym File = 0;
  uint32_t Line = 0;
  uint32_t Column = 0;
  uint32_t Offset = 0;
};

/// A file that went into a summary, with the hash of its contents (hashBytes).
struct File {
  Sym Path = 0; // absolute
  uint64_t Hash = 0;
};

/// A translation unit that went into a summary.
struct Unit {
  Sym Path = 0;         // the main file, absolute
  uint64_t Command = 0; // hash of the compile command
  Sym Error = 0;        // the first error; 0: it compiled
  uint32_t Errors = 0;
};

/// Moves, but cannot be copied: Strings refers to what Interned owns.
struct Summary {
  std::vector<llvm::StringRef> Strings;
  std::vector<Place> Places{Place()};
  std::vector<Function> Functions;
  std::vector<Class> Classes;
  std::vector<File> Files;
  std::vector<Unit> Units;

  Summary() {
    for (llvm::StringRef Fixed : {"", "@kept", "@linked"})
      Strings.push_back(
          Interned.try_emplace(Fixed, Strings.size()).first->getKey());
  }
  Summary(Summary &&) = default;
  Summary &operator=(Summary &&) = default;

  Sym intern(llvm::StringRef S) {
    auto [It, New] = Interned.try_emplace(S, Strings.size());
    if (New)
      Strings.push_back(It->getKey());
    return It->second;
  }
  llvm::StringRef str(Sym S) const { return Strings[S]; }
  /// 0 where the text is not among the strings.
  Sym lookup(llvm::StringRef S) const { return Interned.lookup(S); }

private:
  llvm::StringMap<Sym> Interned;
};

} // namespace trace_tidy

#endif
