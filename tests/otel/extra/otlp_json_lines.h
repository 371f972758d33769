// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes spans as OTLP/JSON, one object a line and one line an export;
// needs nothing but the public SDK, so it works with the real
// opentelemetry-cpp, too. Byte arrays are written as arrays of numbers;
// attributes are sorted.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <ostream>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/trace/span_context.h"

namespace otlp_json_lines {
namespace sdk = opentelemetry::sdk;
namespace nostd = opentelemetry::nostd;

namespace detail {
// Length of the UTF-8 sequence at the front of S, 0 if it is malformed.
inline size_t sequenceLength(const char *S, size_t Size) {
  auto At = [&](size_t I) { return static_cast<unsigned char>(S[I]); };
  unsigned char Lead = At(0);
  size_t Length = Lead < 0x80                   ? 1
                  : Lead >= 0xc2 && Lead < 0xe0 ? 2
                  : Lead >= 0xe0 && Lead < 0xf0 ? 3
                  : Lead >= 0xf0 && Lead < 0xf5 ? 4
                                                : 0;
  if (Length > Size)
    return 0;
  for (size_t I = 1; I < Length; ++I)
    if ((At(I) & 0xc0) != 0x80)
      return 0;
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  if ((Lead == 0xe0 && At(1) < 0xa0) || (Lead == 0xed && At(1) >= 0xa0) ||
      (Lead == 0xf0 && At(1) < 0x90) || (Lead == 0xf4 && At(1) >= 0x90))
    return 0;
  return Length;
}

// A JSON string; each malformed byte becomes U+FFFD.
inline std::string jsonString(nostd::string_view S) {
  std::string Out = "\"";
  for (size_t I = 0; I < S.size();) {
    const char *P = S.data() + I;
    size_t Length = sequenceLength(P, S.size() - I);
    if (*P == '"' || *P == '\\') {
      (Out += '\\') += *P;
    } else if (Length == 1 && static_cast<unsigned char>(*P) < 0x20) {
      char Escape[8];
      std::snprintf(Escape, sizeof(Escape), "\\u%04x", *P);
      Out += Escape;
    } else if (Length) {
      Out.append(P, Length);
    } else {
      Out += "\xef\xbf\xbd";
    }
    I += Length ? Length : 1;
  }
  return Out += '"';
}

template <class Id> std::string hex(const Id &I) {
  char Text[2 * Id::kSize];
  I.ToLowerBase16(Text);
  return '"' + std::string(Text, sizeof(Text)) + '"';
}

inline std::string nanos(std::chrono::nanoseconds Time) {
  return '"' + std::to_string(Time.count()) + '"';
}

struct AnyValue {
  std::string operator()(bool V) const {
    return V ? R"({"boolValue":true})" : R"({"boolValue":false})";
  }
  std::string operator()(int32_t V) const { return integer(V); }
  std::string operator()(uint32_t V) const { return integer(V); }
  std::string operator()(int64_t V) const { return integer(V); }
  std::string operator()(uint64_t V) const { return integer(V); }
  std::string operator()(double V) const {
    if (!std::isfinite(V))
      return std::string(R"({"doubleValue":")") +
             (std::isnan(V) ? "NaN"
              : V > 0       ? "Infinity"
                            : "-Infinity") +
             "\"}";
    char Text[32];
    char *End = std::to_chars(Text, Text + sizeof(Text), V).ptr;
    return R"({"doubleValue":)" + std::string(Text, End) + '}';
  }
  std::string operator()(const std::string &V) const {
    return R"({"stringValue":)" + jsonString(V) + '}';
  }
  template <class T> std::string operator()(const std::vector<T> &Vs) const {
    std::string List;
    for (const auto &V : Vs) {
      if (!List.empty())
        List += ',';
      if constexpr (std::is_same_v<T, uint8_t>)
        List += integer(V);
      else
        List += (*this)(static_cast<const T &>(V));
    }
    return R"({"arrayValue":{"values":[)" + List + "]}}";
  }

private:
  template <class T> static std::string integer(T V) {
    return R"({"intValue":")" + std::to_string(V) + "\"}";
  }
};

inline std::string attributes(
    const std::unordered_map<std::string, sdk::common::OwnedAttributeValue>
        &Map) {
  std::map<std::string, std::string> Sorted;
  for (const auto &Entry : Map)
    Sorted[Entry.first] = nostd::visit(AnyValue(), Entry.second);
  std::string List;
  for (const auto &Entry : Sorted) {
    List += List.empty() ? "[" : ",";
    List += R"({"key":)" + jsonString(Entry.first) + R"(,"value":)" +
            Entry.second + '}';
  }
  return List.empty() ? "[]" : List + ']';
}

inline std::string json(const sdk::trace::SpanData &Span) {
  std::string Out = R"({"traceId":)" + hex(Span.GetTraceId()) +
                    R"(,"spanId":)" + hex(Span.GetSpanId());
  if (Span.GetParentSpanId().IsValid())
    Out += R"(,"parentSpanId":)" + hex(Span.GetParentSpanId());
  std::string State = Span.GetSpanContext().trace_state()->ToHeader();
  if (!State.empty())
    Out += R"(,"traceState":)" + jsonString(State);
  auto Start = Span.GetStartTime().time_since_epoch();
  Out += R"(,"flags":)" + std::to_string(Span.GetFlags().flags()) +
         R"(,"name":)" + jsonString(Span.GetName()) + R"(,"kind":)" +
         std::to_string(static_cast<int>(Span.GetSpanKind()) + 1) +
         R"(,"startTimeUnixNano":)" + nanos(Start) + R"(,"endTimeUnixNano":)" +
         nanos(Start + Span.GetDuration()) + R"(,"attributes":)" +
         attributes(Span.GetAttributes());
  std::string List;
  for (const auto &Event : Span.GetEvents()) {
    List += List.empty() ? "" : ",";
    List += R"({"timeUnixNano":)" +
            nanos(Event.GetTimestamp().time_since_epoch()) + R"(,"name":)" +
            jsonString(Event.GetName()) + R"(,"attributes":)" +
            attributes(Event.GetAttributes()) + '}';
  }
  if (!List.empty())
    Out += R"(,"events":[)" + List + ']';
  List.clear();
  for (const auto &Link : Span.GetLinks()) {
    List += List.empty() ? "" : ",";
    List += R"({"traceId":)" + hex(Link.GetSpanContext().trace_id()) +
            R"(,"spanId":)" + hex(Link.GetSpanContext().span_id()) +
            R"(,"attributes":)" + attributes(Link.GetAttributes()) + '}';
  }
  if (!List.empty())
    Out += R"(,"links":[)" + List + ']';
  if (Span.GetStatus() != opentelemetry::trace::StatusCode::kUnset) {
    Out += R"(,"status":{"code":)" +
           std::to_string(static_cast<int>(Span.GetStatus()));
    if (!Span.GetDescription().empty())
      Out += R"(,"message":)" + jsonString(Span.GetDescription());
    Out += '}';
  }
  return Out += '}';
}
} // namespace detail

class Exporter : public sdk::trace::SpanExporter {
public:
  // The stream must outlive the exporter.
  explicit Exporter(std::ostream &Stream) : Out(&Stream) {}
  // Appends to the file.
  explicit Exporter(const std::string &Path)
      : File(Path, std::ios::app), Out(&File) {}

  std::unique_ptr<sdk::trace::Recordable> MakeRecordable() noexcept override {
    return std::make_unique<sdk::trace::SpanData>();
  }
  sdk::common::ExportResult
  Export(const nostd::span<std::unique_ptr<sdk::trace::Recordable>>
             &spans) noexcept override {
    // Resource and scope are told apart by address: they live in the provider.
    std::map<const sdk::resource::Resource *,
             std::map<const sdk::trace::InstrumentationScope *, std::string>>
        Groups;
    for (const auto &Recorded : spans) {
      if (!Recorded)
        continue;
      auto &Span = static_cast<const sdk::trace::SpanData &>(*Recorded);
      std::string &List =
          Groups[&Span.GetResource()][&Span.GetInstrumentationScope()];
      List += (List.empty() ? "" : ",") + detail::json(Span);
    }
    std::string Line;
    for (const auto &[Resource, Scopes] : Groups) {
      std::string List;
      for (const auto &[Scope, Spans] : Scopes) {
        List += List.empty() ? "" : ",";
        List += R"({"scope":{"name":)" + detail::jsonString(Scope->GetName());
        if (!Scope->GetVersion().empty())
          List += R"(,"version":)" + detail::jsonString(Scope->GetVersion());
        List += R"(},"spans":[)" + Spans + "]}";
      }
      Line += Line.empty() ? "" : ",";
      Line += R"({"resource":{"attributes":)" +
              detail::attributes(Resource->GetAttributes()) +
              R"(},"scopeSpans":[)" + List + "]}";
    }
    std::lock_guard<std::mutex> Guard(Lock);
    if (Down)
      return sdk::common::ExportResult::kFailure;
    if (!Line.empty()) {
      Line = R"({"resourceSpans":[)" + Line + "]}\n";
      Out->write(Line.data(), static_cast<std::streamsize>(Line.size()));
      Out->flush();
    }
    return Out->good() ? sdk::common::ExportResult::kSuccess
                       : sdk::common::ExportResult::kFailure;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override {
    std::lock_guard<std::mutex> Guard(Lock);
    Down = true;
    return true;
  }

private:
  std::ofstream File;
  std::ostream *Out;
  std::mutex Lock;
  bool Down = false;
};
} // namespace otlp_json_lines
