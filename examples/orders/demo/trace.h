// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spans as the services wrote them, put together to traces, and the time in
// a trace that no span explains.
//
// A span without children is taken at its word: all of it is its own work. A
// span with children explains only what the children cover; the rest of it is
// a gap: the time passed somewhere, and the trace does not say where. A call
// explains what the other side covers, unless it is a database's, which has no
// spans.

#ifndef ORDERS_DEMO_TRACE_H
#define ORDERS_DEMO_TRACE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace demo {

/// A stretch of time, in nanoseconds since the epoch.
struct Interval {
  std::int64_t Begin = 0;
  std::int64_t End = 0;

  std::int64_t Length() const { return End > Begin ? End - Begin : 0; }
};

struct Span {
  std::string TraceId;
  std::string Id;
  /// Empty for the root of a trace.
  std::string ParentId;
  std::string Service;
  std::string Name;
  /// "server", "client", "internal", ...
  std::string Kind;
  /// A call of a database, which has no spans.
  bool Database = false;
  /// The order that the span is about; empty where it does not say.
  std::string OrderId;
  Interval Time;
  /// Distance from the root, and whether a child explains what it did.
  std::size_t Depth = 0;
  bool HasChildren = false;

  /// Whether all of its time is its own work.
  bool IsWork() const { return !HasChildren && (Kind != "client" || Database); }
};

/// True if \p Server is the other side of \p Call: its child, or, where the
/// caller sent its own parent along, as OpenTracing without a current span
/// does, beside it and within its time.
bool Answers(const Span &Server, const Span &Call);

struct Gap {
  Interval Time;
  /// Index of the span in its trace.
  std::size_t Within = 0;
  /// The span is a call, and nothing in the trace is its other side.
  bool NoAnswer = false;
};

struct Trace {
  std::string Id;
  /// Parents before their children, siblings by time.
  std::vector<Span> Spans;
  /// By time.
  std::vector<Gap> Gaps;
  /// How many spans have a parent that nobody recorded.
  std::size_t Orphans = 0;

  bool HasService(const std::string &Name) const;
};

/// Reads a file of OTLP JSON lines. Throws std::runtime_error naming file and
/// line where it is not that.
std::vector<Span> LoadSpans(const std::string &Path);

/// The traces with a span about \p OrderId, that of the service \p Front
/// first, then by time.
/// This is how one finds the pieces of a broken trace: by what they are about.
std::vector<Trace> TracesOfOrder(const std::vector<Span> &Spans,
                                 const std::string &OrderId,
                                 const std::string &Front);

/// How much of \p Window passes in spans of \p T that are work.
std::int64_t ExplainedTime(const Trace &T, Interval Window);

} // namespace demo

#endif // ORDERS_DEMO_TRACE_H
