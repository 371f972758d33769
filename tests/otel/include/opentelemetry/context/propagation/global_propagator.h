// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The one propagator of the process.
#pragma once

#include <mutex>

#include "opentelemetry/common/spin_lock_mutex.h"
#include "opentelemetry/context/propagation/noop_propagator.h"
#include "opentelemetry/nostd/shared_ptr.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context::propagation {
class OPENTELEMETRY_EXPORT GlobalTextMapPropagator {
public:
  static nostd::shared_ptr<TextMapPropagator> GetGlobalPropagator() noexcept {
    std::lock_guard<common::SpinLockMutex> Guard(lock());
    return propagator();
  }
  static void SetGlobalPropagator(
      const nostd::shared_ptr<TextMapPropagator> &prop) noexcept {
    std::lock_guard<common::SpinLockMutex> Guard(lock());
    propagator() =
        prop ? prop : nostd::shared_ptr<TextMapPropagator>(new NoOpPropagator);
  }

private:
  static nostd::shared_ptr<TextMapPropagator> &propagator() noexcept {
    static nostd::shared_ptr<TextMapPropagator> Global(new NoOpPropagator);
    return Global;
  }
  static common::SpinLockMutex &lock() noexcept {
    static common::SpinLockMutex Lock;
    return Lock;
  }
};
} // namespace context::propagation
OPENTELEMETRY_END_NAMESPACE
