// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a SimpleSpanProcessor.
#pragma once

#include "opentelemetry/sdk/trace/simple_processor.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT SimpleSpanProcessorFactory {
public:
  static std::unique_ptr<SpanProcessor>
  Create(std::unique_ptr<SpanExporter> &&exporter) {
    return std::make_unique<SimpleSpanProcessor>(std::move(exporter));
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
