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

/// "3.21 s", or "42 ms" below a second.
std::string FormatTime(std::int64_t Nanoseconds);

/// \p Part of \p Whole in whole per cent.
int Percent(std::int64_t Part, std::int64_t Whole);

/// Prints a line for each span of \p Traces, from the begin to the end of
/// \p Request, and below each trace its gaps of 1 % of the request and more.
void PrintTimeline(std::ostream &Out, const std::vector<Trace> &Traces,
                   Interval Request);

} // namespace demo

#endif // ORDERS_DEMO_TIMELINE_H
