// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Exports on a thread of its own; drops spans when its queue is full, and
// drains it at Shutdown.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class BatchSpanProcessor : public SpanProcessor {
public:
  BatchSpanProcessor(std::unique_ptr<SpanExporter> &&exporter,
                     const BatchSpanProcessorOptions &options)
      : Exporter(std::move(exporter)), Options(options),
        Worker([this] { run(); }) {}
  ~BatchSpanProcessor() override { BatchSpanProcessor::Shutdown(); }

  std::unique_ptr<Recordable> MakeRecordable() noexcept override {
    return Exporter->MakeRecordable();
  }
  void OnStart(Recordable &,
               const opentelemetry::trace::SpanContext &) noexcept override {}
  void OnEnd(std::unique_ptr<Recordable> &&span) noexcept override {
    std::lock_guard<std::mutex> Guard(Lock);
    if (Down || Queue.size() >= Options.max_queue_size)
      return;
    Queue.push_back(std::move(span));
    if (Queue.size() >= Options.max_export_batch_size ||
        Queue.size() >= Options.max_queue_size / 2)
      Wake.notify_one();
  }
  bool ForceFlush(std::chrono::microseconds timeout =
                      (std::chrono::microseconds::max)()) noexcept override {
    std::unique_lock<std::mutex> Guard(Lock);
    if (Down)
      return false;
    Flush = true;
    Wake.notify_one();
    auto Flushed = [&] { return !Flush; };
    if (timeout >= std::chrono::hours(24))
      Done.wait(Guard, Flushed);
    else if (!Done.wait_for(Guard, timeout, Flushed))
      return false;
    return Exporter->ForceFlush(timeout);
  }
  bool Shutdown(std::chrono::microseconds timeout =
                    (std::chrono::microseconds::max)()) noexcept override {
    {
      std::lock_guard<std::mutex> Guard(Lock);
      if (std::exchange(Down, true))
        return true;
    }
    Wake.notify_one();
    Worker.join();
    return Exporter->Shutdown(timeout);
  }

private:
  void run() {
    std::unique_lock<std::mutex> Guard(Lock);
    for (bool Last = false; !Last;) {
      Wake.wait_for(Guard, Options.schedule_delay_millis, [&] {
        return Down || Flush || Queue.size() >= Options.max_export_batch_size;
      });
      Last = Down;
      std::vector<std::unique_ptr<Recordable>> Batch;
      Batch.swap(Queue);
      Guard.unlock();
      for (size_t I = 0; I < Batch.size();) {
        size_t Count = Batch.size() - I;
        if (Options.max_export_batch_size)
          Count = (std::min)(Count, Options.max_export_batch_size);
        Exporter->Export({Batch.data() + I, Count});
        I += Count;
      }
      Batch.clear();
      Guard.lock();
      if (Queue.empty() || Last) {
        Flush = false;
        Done.notify_all();
      }
    }
  }

  std::unique_ptr<SpanExporter> Exporter;
  BatchSpanProcessorOptions Options;
  std::mutex Lock;
  std::condition_variable Wake, Done;
  std::vector<std::unique_ptr<Recordable>> Queue;
  bool Flush = false, Down = false;
  std::thread Worker; // last: it uses all of the above
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
