// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of what sends finished spans away.
#pragma once

#include <chrono>
#include <memory>

#include "opentelemetry/nostd/span.h"
#include "opentelemetry/sdk/common/exporter_utils.h"
#include "opentelemetry/sdk/trace/recordable.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT SpanExporter {
public:
  SpanExporter() = default;
  SpanExporter(const SpanExporter &) = delete;
  SpanExporter &operator=(const SpanExporter &) = delete;
  virtual ~SpanExporter() = default;

  virtual std::unique_ptr<Recordable> MakeRecordable() noexcept = 0;
  virtual sdk::common::ExportResult Export(
      const nostd::span<std::unique_ptr<opentelemetry::sdk::trace::Recordable>>
          &spans) noexcept = 0;
  virtual bool ForceFlush(std::chrono::microseconds timeout =
                              (std::chrono::microseconds::max)()) noexcept = 0;
  virtual bool Shutdown(std::chrono::microseconds timeout =
                            (std::chrono::microseconds::max)()) noexcept = 0;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
