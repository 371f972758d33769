// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs a scenario: starts its services, sends the orders, stops everything.

#ifndef ORDERS_DEMO_LOAD_H
#define ORDERS_DEMO_LOAD_H

#include "demo/scenario.h"
#include "demo/trace.h"

#include <filesystem>
#include <string>

namespace demo {

struct Answer {
  /// Of HTTP; 0 if there was none.
  long Status = 0;
  /// From sending our order to its answer, as its customer sees it.
  Interval Time;
};

/// The file in \p OutDir to which the service \p Name writes its spans.
std::filesystem::path SpanFile(const std::filesystem::path &OutDir,
                               const std::string &Name);

/// Starts the services from \p BinDir, with all times multiplied by \p Scale
/// and their spans in \p OutDir, sends the orders and stops the services.
/// Throws std::runtime_error if a service does not start or stop as it should.
Answer RunScenario(const Scenario &Which, const std::filesystem::path &BinDir,
                   const std::filesystem::path &OutDir, double Scale);

} // namespace demo

#endif // ORDERS_DEMO_LOAD_H
