// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a BatchSpanProcessor.
#pragma once

#include "opentelemetry/sdk/trace/batch_span_processor.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT BatchSpanProcessorFactory {
public:
  static std::unique_ptr<SpanProcessor>
  Create(std::unique_ptr<SpanExporter> &&exporter,
         const BatchSpanProcessorOptions &options) {
    return std::make_unique<BatchSpanProcessor>(std::move(exporter), options);
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
