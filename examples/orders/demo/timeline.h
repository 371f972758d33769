// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Draws traces as bars on a common time axis, for a terminal.

#ifndef ORDERS_DEMO_TIMELINE_H
#define ORDERS_DEMO_TIMELINE_H

#include "demo/trace.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace demo {

/// What is drawn on.
struct Canvas {
  /// Characters in a line; at least 60 are used.
  int Width = 100;
  /// Whether ANSI colors may be used.
  bool Color = false;
};

/// What standard output is: the terminal's width, or COLUMNS, or 100; colors
/// on a terminal that has them, unless NO_COLOR is set.
Canvas StandardOutput();

/// "3.21 s", or "42 ms" below a second.
std::string FormatTime(std::int64_t Nanoseconds);

/// \p Part of \p Whole in whole per cent.
int Percent(std::int64_t Part, std::int64_t Whole);

/// Prints a line for each span of \p Traces, from the begin to the end of
/// \p Request, and below each trace its gaps of 1 % of the request and more.
void PrintTimeline(std::ostream &Out, const Canvas &On,
                   const std::vector<Trace> &Traces, Interval Request);

} // namespace demo

#endif // ORDERS_DEMO_TIMELINE_H
