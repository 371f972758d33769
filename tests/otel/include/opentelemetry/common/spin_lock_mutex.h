// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A small lock for the global provider and propagator; it spins, never
// parks.
#pragma once

#include <atomic>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
class SpinLockMutex {
public:
  SpinLockMutex() noexcept = default;
  SpinLockMutex(const SpinLockMutex &) = delete;
  SpinLockMutex &operator=(const SpinLockMutex &) = delete;

  bool try_lock() noexcept {
    return !Locked.exchange(true, std::memory_order_acquire);
  }
  void lock() noexcept {
    while (!try_lock()) {
    }
  }
  void unlock() noexcept { Locked.store(false, std::memory_order_release); }

private:
  std::atomic<bool> Locked{false};
};
} // namespace common
OPENTELEMETRY_END_NAMESPACE
