// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is known at one point of one path: objects, who names them, which spans
// are open and what is active.
//
// Limits: one object stands for all that a construct makes in a loop; fields
// deeper than MaxDepth are not looked at.
#ifndef TRACE_TIDY_ANALYSIS_PROGRAM_STATE_H
#define TRACE_TIDY_ANALYSIS_PROGRAM_STATE_H

#include "analysis/facts/Facts.h"
#include "llvm/ADT/ArrayRef.h"

namespace trace_tidy {

using ObjId = uint32_t; // index into State::Heap; 0 is none

/// What an object's contents are worth to a trace.
enum Taint : uint16_t {
  T_Trace = 1 << 0,      // holds a trace context that can be sent on
  T_Remote = 1 << 1,     // holds the context that came with the message
  T_Unknown = 1 << 2,    // code out of sight may have put anything into it
  T_Headers = 1 << 3,    // holds all headers of the incoming message
  T_Incoming = 1 << 4,   // is the incoming message; does not flow
  T_Propagates = 1 << 5, // a client that carries the context by itself
  T_Pending = 1 << 6,    // what an asynchronous call will complete
  T_TraceName = 1 << 7,  // the name of a trace header
  T_Done = 1 << 8,       // has been completed: waiting for it does not wait
  T_Written = 1 << 9,    // code out of sight could write to it; does not flow
  T_Literal = 1 << 10,   // a text of the program's that names no trace header
};
/// The part that flows from a value into what is made of it.
inline constexpr uint16_t T_Flows =
    T_Trace | T_Remote | T_Unknown | T_Headers | T_TraceName | T_Propagates;

enum class ObjKind : uint8_t { Plain, Null, Span, Scope, Context, Callable };

/// How a span's parent was chosen.
enum class ParentKind : uint8_t { Missing, Remote, Other, Unknown };

struct Object {
  ObjKind Kind = ObjKind::Plain;
  uint16_t Taints = 0;
  bool External = false; // not made by code in view
  bool Guard = false;    // may own an open span, out of sight
  bool Container = false;
  // Spans.
  bool Ended = false;
  bool Event = false;   // has a span event
  bool HasKind = false; // SpanKind was set (also on tags and options)
  KindValue SpanKind = KindValue::Internal;
  ParentKind Parent = ParentKind::Unknown;
  uint8_t Under = 0;       // remote calls and waits under it: 0, 1, 2 = more
  uint32_t UnderSite = 0;  // where, when it is one
  uint32_t First = 0;      // the event to report when a second one comes
  PlaceId Site = 0;        // where it was started (not part of its identity)
  PlaceId ThroughCall = 0; // the handler's call that started it, likewise
  ObjId Target = 0;        // Scope: what it activates; Context: its span
  Sym Type = 0;
  Sym Name = 0; // Callable: function and 1, 0: unknown; constants: text
  llvm::SmallVector<std::pair<Sym, ObjId>, 2> Fields;

  ObjId field(Sym Name) const;
  void setField(Sym Name, ObjId To);
};

/// Whether a handler's first span was there, and how its parent was chosen.
enum class FirstSpan : uint8_t { None, Good, Bad };

/// Tells call sites apart while one evaluation runs; never 0.
inline uint32_t siteId(const Instr *I) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(I) >> 3) | 1;
}

using StateKey = std::pair<uint64_t, uint64_t>;

struct State {
  std::vector<Object> Heap{Object()};
  std::vector<ObjId> Env; // by slot
  ObjId Returned = 0;
  uint32_t Pinned = 0;                // objects 1..Pinned belong to the caller
  llvm::SmallVector<ObjId, 4> Active; // scopes, innermost last
  llvm::SmallVector<ObjId, 4> Open;   // spans and guards, newest last
  llvm::SmallVector<std::pair<Sym, ObjId>, 2> Globals;
  llvm::SmallVector<std::pair<Sym, bool>, 2> Assumed;
  bool Thrown = false;      // an exception is under way
  bool EverSpan = false;    // a span was open on this path
  bool TestedTrace = false; // a branch asked whether there is a context to send
  bool TestedLoop = false;  // a loop over what may hold it; this frame's alone
  bool TestedRemote = false; // a branch asked whether one came in
  FirstSpan First = FirstSpan::None;
  PlaceId FirstSite = 0; // the start of a bad first span
  PlaceId LastEnd = 0;   // where a span ended last

  ObjId make(Object O = Object());
  Object &operator[](ObjId Id) { return Heap[Id]; }
  const Object &operator[](ObjId Id) const { return Heap[Id]; }

  /// The union of the taints of Id and all it refers to.
  uint16_t taints(ObjId Id) const;
  /// Whether Id, or what it refers to, came from code out of sight.
  bool external(ObjId Id) const;
  /// Adds taints to Id and all it refers to.
  void taint(ObjId Id, uint16_t Taints);
  /// The kind set on Id or on what it refers to.
  const Object *withKind(ObjId Id) const;
  /// Whether something that owns it refers to Id: no temporary of F, no
  /// reference, no raw pointer.
  bool held(ObjId Id, const Function &F) const;
  bool reaches(ObjId From, ObjId To) const;

  /// Renumbers by reach from the roots and drops the rest; slots in Dead lose
  /// their values. Afterwards equal states have equal keys.
  void normalise(const std::vector<bool> &Dead);
  void forgetUnknownFields();

  /// Everything that tells this state from others, without places, and Prefix:
  /// as a hash, of so many bits that two will not be equal by chance.
  StateKey key(llvm::ArrayRef<uint32_t> Prefix = {}) const;
};

} // namespace trace_tidy

#endif
