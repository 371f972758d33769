// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes an InMemorySpanExporter and hands out where it keeps the spans.
#pragma once

#include "opentelemetry/exporters/memory/in_memory_span_exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {
class InMemorySpanExporterFactory {
public:
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter>
  Create(std::shared_ptr<InMemorySpanData> &data) {
    return Create(data, MAX_BUFFER_SIZE);
  }
  static std::unique_ptr<opentelemetry::sdk::trace::SpanExporter>
  Create(std::shared_ptr<InMemorySpanData> &data, size_t buffer_size) {
    auto Exporter = std::make_unique<InMemorySpanExporter>(buffer_size);
    data = Exporter->GetData();
    return Exporter;
  }
};
} // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
