// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The one tracer provider of the process. A tracer taken from it before
// another one is set stays a no-op for ever.
#pragma once

#include <mutex>

#include "opentelemetry/common/spin_lock_mutex.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/noop.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class OPENTELEMETRY_EXPORT Provider {
public:
  static nostd::shared_ptr<TracerProvider> GetTracerProvider() noexcept {
    std::lock_guard<common::SpinLockMutex> Guard(lock());
    return provider();
  }
  // Null sets the no-op provider.
  static void
  SetTracerProvider(const nostd::shared_ptr<TracerProvider> &tp) noexcept {
    std::lock_guard<common::SpinLockMutex> Guard(lock());
    provider() =
        tp ? tp : nostd::shared_ptr<TracerProvider>(new NoopTracerProvider);
  }

private:
  static nostd::shared_ptr<TracerProvider> &provider() noexcept {
    static nostd::shared_ptr<TracerProvider> Global(new NoopTracerProvider);
    return Global;
  }
  static common::SpinLockMutex &lock() noexcept {
    static common::SpinLockMutex Lock;
    return Lock;
  }
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
