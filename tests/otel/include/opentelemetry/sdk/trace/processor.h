// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of what gets the spans as they start and end.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT SpanProcessor {
public:
  SpanProcessor() = default;
  SpanProcessor(const SpanProcessor &) = delete;
  SpanProcessor &operator=(const SpanProcessor &) = delete;
  virtual ~SpanProcessor() = default;

  virtual std::unique_ptr<Recordable> MakeRecordable() noexcept = 0;
  virtual void
  OnStart(Recordable &span,
          const opentelemetry::trace::SpanContext &parent_context) noexcept = 0;
  virtual void OnEnd(std::unique_ptr<Recordable> &&span) noexcept = 0;
  virtual bool ForceFlush(std::chrono::microseconds timeout =
                              (std::chrono::microseconds::max)()) noexcept = 0;
  virtual bool Shutdown(std::chrono::microseconds timeout =
                            (std::chrono::microseconds::max)()) noexcept = 0;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
