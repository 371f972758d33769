// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Keeps finished spans in memory, for tests.
#pragma once

#include <atomic>

#include "opentelemetry/exporters/memory/in_memory_span_data.h"
#include "opentelemetry/sdk/trace/exporter.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {
const size_t MAX_BUFFER_SIZE = 100;

class InMemorySpanExporter final
    : public opentelemetry::sdk::trace::SpanExporter {
public:
  InMemorySpanExporter(size_t buffer_size = MAX_BUFFER_SIZE)
      : Data(std::make_shared<InMemorySpanData>(buffer_size)) {}

  std::unique_ptr<sdk::trace::Recordable> MakeRecordable() noexcept override {
    return std::make_unique<sdk::trace::SpanData>();
  }
  sdk::common::ExportResult
  Export(const nostd::span<std::unique_ptr<sdk::trace::Recordable>>
             &recordables) noexcept override {
    if (Down)
      return sdk::common::ExportResult::kFailure;
    for (auto &Recorded : recordables)
      Data->Add(std::unique_ptr<sdk::trace::SpanData>(
          static_cast<sdk::trace::SpanData *>(Recorded.release())));
    return sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override {
    Down = true;
    return true;
  }
  std::shared_ptr<InMemorySpanData> GetData() noexcept { return Data; }

private:
  std::shared_ptr<InMemorySpanData> Data;
  std::atomic<bool> Down{false};
};
} // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
