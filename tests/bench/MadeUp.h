// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A made-up program, one translation unit at a time: services of 200 units,
// with layers of handlers over services, clients and repositories down to
// helpers; libraries that all share; and a few utilities that everybody calls.
//
// Every unit is a function of the plan and its number, so that units can be
// made in any order, without the others.
#ifndef TRACE_TIDY_TESTS_BENCH_MADEUP_H
#define TRACE_TIDY_TESTS_BENCH_MADEUP_H

#include "analysis/facts/Facts.h"

namespace trace_tidy::bench {

struct Plan {
  unsigned Units = 1000;
  unsigned Functions = 20; // a unit; inline ones of headers come on top
  unsigned Calls = 5;      // a function, to functions in view
  unsigned Headers = 20;   // a unit, besides its own
  /// Functions that have to do with traces, by themselves or through what they
  /// call. Of opentelemetry-cpp (244 units) it is 21 %, of gRPC's examples 32
  /// %, and a function there makes 0.5 and 1.3 calls that are followed.
  unsigned TracingPercent = 30;
  uint64_t Seed = 1;
};

/// What the unit says, in canonical form.
Summary makeUnit(const Plan &Of, unsigned Index);

} // namespace trace_tidy::bench

#endif
