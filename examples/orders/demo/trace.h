// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Spans as the services wrote them, put together to traces, and the time in
// a trace that no span explains.
//
// A span without children is taken at its word: all of it is its own work. A
// span with children explains only what the children cover; the rest of it is
// a gap: the time passed somewhere, and the trace does not say where.

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
  /// The order that the span is about; empty where it does not say.
  std::string OrderId;
  Interval Time;
  /// Distance from the root, and whether a child explains what it did.
  std::size_t Depth = 0;
  bool HasChildren = false;
};

struct Gap {
  Interval Time;
  /// Index of the span in its trace.
  std::size_t Within = 0;
};

struct Trace {
  std::string Id;
  /// Parents before their children, siblings by time.
  std::vector<Span> Spans;
  /// By time.
  std::vector<Gap> Gaps;

  bool HasService(const std::string &Name) const;
};

/// Reads a file of OTLP JSON lines. Throws std::runtime_error naming file and
/// line where it is not that.
std::vector<Span> LoadSpans(const std::string &Path);

/// The traces with a span about \p OrderId, the gateway's first, then by time.
/// This is how one finds the pieces of a broken trace: by what they are about.
std::vector<Trace> TracesOfOrder(const std::vector<Span> &Spans,
                                 const std::string &OrderId);

/// How much of \p Window passes in spans of \p T that have no children.
std::int64_t ExplainedTime(const Trace &T, Interval Window);

} // namespace demo

#endif // ORDERS_DEMO_TRACE_H
