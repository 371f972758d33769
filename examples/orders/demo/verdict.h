// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Judges the traces of an order: broken as in the incident, or whole.

#ifndef ORDERS_DEMO_VERDICT_H
#define ORDERS_DEMO_VERDICT_H

#include "demo/scenario.h"
#include "demo/trace.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace demo {

/// A gap may have this much of the request's time, in per cent.
constexpr int Tolerance = 5;

/// Prints \p What with the verdict on it, which it returns.
bool Expect(std::ostream &Out, bool Good, const std::string &What);

/// True if \p Traces are torn where the incident tears them, and more than
/// half of \p Request is one gap.
bool IsBroken(std::ostream &Out, const Scenario &Which,
              const std::vector<Trace> &Traces, Interval Request);

/// True if \p Traces is one trace in which each span has its parent, each
/// service takes part, each call of one service by another has a client span
/// that the callee's server span answers, the wait for a connection has a span
/// of its own, and at most 5 % of \p Request, all in all, is gaps.
bool IsWhole(std::ostream &Out, const Scenario &Which,
             const std::vector<Trace> &Traces, Interval Request);

} // namespace demo

#endif // ORDERS_DEMO_VERDICT_H
