// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Exports each span inside its End, on the caller's thread.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class SimpleSpanProcessor : public SpanProcessor {
public:
  explicit SimpleSpanProcessor(
      std::unique_ptr<SpanExporter> &&exporter) noexcept
      : Exporter(std::move(exporter)) {}
  ~SimpleSpanProcessor() override { SimpleSpanProcessor::Shutdown(); }

  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    return Exporter->MakeRecordable();
  }
  void OnStart(Recordable &,
               const opentelemetry::trace::SpanContext &) noexcept override {}
  void OnEnd(std::unique_ptr<Recordable> &&span) noexcept override {
    std::unique_ptr<Recordable> Own = std::move(span);
    std::lock_guard<std::mutex> Guard(Lock);
    Exporter->Export(nostd::span<std::unique_ptr<Recordable>>(&Own, 1));
  }
  bool ForceFlush(std::chrono::microseconds timeout =
                      (std::chrono::microseconds::max)()) noexcept override {
    return !Exporter || Exporter->ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout =
                    (std::chrono::microseconds::max)()) noexcept override {
    return !Exporter || Down.exchange(true) || Exporter->Shutdown(timeout);
  }

private:
  std::unique_ptr<SpanExporter> Exporter;
  std::mutex Lock;
  std::atomic<bool> Down{false};
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
