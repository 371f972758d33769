// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the work that a real service would do: the shop has no
// database and no bank, it only takes as long as they would.

#ifndef ORDERS_COMMON_WORK_H
#define ORDERS_COMMON_WORK_H

#include <chrono>
#include <thread>

namespace shop {

/// Factor on all simulated times. Set once in main, before the first request.
inline double TimeScale = 1.0;

/// Takes \p Duration, scaled. Call it with a span open: the time is that
/// span's work.
inline void SimulateWork(std::chrono::milliseconds Duration) {
  std::this_thread::sleep_for(Duration * TimeScale);
}

} // namespace shop

#endif // ORDERS_COMMON_WORK_H
