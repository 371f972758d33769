// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Prints spans for people; the format is like the real one's, in fewer
// lines.
#pragma once

#include <atomic>
#include <iostream>
#include <memory>
#include <string>

#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_data.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace exporter::trace {
class OStreamSpanExporter final
    : public opentelemetry::sdk::trace::SpanExporter {
public:
  explicit OStreamSpanExporter(std::ostream &sout = std::cout) noexcept
      : Out(sout) {}

  std::unique_ptr<opentelemetry::sdk::trace::Recordable>
  MakeRecordable() noexcept override {
    return std::make_unique<opentelemetry::sdk::trace::SpanData>();
  }
  sdk::common::ExportResult
  Export(const opentelemetry::nostd::span<std::unique_ptr<
             opentelemetry::sdk::trace::Recordable>> &spans) noexcept override {
    if (Down)
      return sdk::common::ExportResult::kFailure;
    for (const auto &Recorded : spans) {
      auto &Span =
          static_cast<opentelemetry::sdk::trace::SpanData &>(*Recorded);
      const char *Status[] = {"Unset", "Ok", "Error"};
      Out << "{\n  name          : " << Span.GetName()
          << "\n  trace_id      : " << hex(Span.GetTraceId())
          << "\n  span_id       : " << hex(Span.GetSpanId())
          << "\n  parent_span_id: " << hex(Span.GetParentSpanId())
          << "\n  start         : "
          << Span.GetStartTime().time_since_epoch().count()
          << "\n  duration      : " << Span.GetDuration().count()
          << "\n  description   : " << Span.GetDescription()
          << "\n  span kind     : " << static_cast<int>(Span.GetSpanKind())
          << "\n  status        : "
          << Status[static_cast<int>(Span.GetStatus())]
          << "\n  attributes    : ";
      for (const auto &Entry : Span.GetAttributes())
        Out << "\n\t" << Entry.first;
      Out << "\n  events        : ";
      for (const auto &Event : Span.GetEvents())
        Out << "\n\t" << Event.GetName();
      Out << "\n  instr-lib     : " << Span.GetInstrumentationScope().GetName()
          << "\n}\n";
    }
    return sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds =
                      (std::chrono::microseconds::max)()) noexcept override {
    Out.flush();
    return true;
  }
  bool Shutdown(std::chrono::microseconds =
                    (std::chrono::microseconds::max)()) noexcept override {
    Down = true;
    return true;
  }

private:
  template <class Id> static std::string hex(const Id &I) {
    char Text[2 * Id::kSize];
    I.ToLowerBase16(Text);
    return std::string(Text, sizeof(Text));
  }

  std::ostream &Out;
  std::atomic<bool> Down{false};
};
} // namespace exporter::trace
OPENTELEMETRY_END_NAMESPACE
