// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the in-memory exporter keeps spans; what does not fit is dropped.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/span_data.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::memory {
class InMemorySpanData final {
public:
  explicit InMemorySpanData(size_t buffer_size) : Capacity(buffer_size) {}
  void Add(std::unique_ptr<sdk::trace::SpanData> data) noexcept {
    std::lock_guard<std::mutex> Guard(Lock);
    if (Spans.size() < Capacity)
      Spans.push_back(std::move(data));
  }
  // Hands the spans over: a second call returns none of them.
  std::vector<std::unique_ptr<sdk::trace::SpanData>> GetSpans() noexcept {
    std::lock_guard<std::mutex> Guard(Lock);
    return std::exchange(Spans, {});
  }

private:
  std::mutex Lock;
  std::vector<std::unique_ptr<sdk::trace::SpanData>> Spans;
  size_t Capacity;
};
} // namespace exporter::memory
OPENTELEMETRY_END_NAMESPACE
