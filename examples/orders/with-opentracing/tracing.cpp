// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "with-opentracing/tracing.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <opentracing/ext/tags.h>
#include <opentracing/mocktracer/recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/tracer.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <mutex>
#include <utility>

namespace mocktracer = opentracing::mocktracer;
using Poco::JSON::Array;
using Poco::JSON::Object;

namespace shop::ot {
namespace {

/// \p Id in as many hexadecimal digits as OTLP wants.
std::string Hex(std::uint64_t Id, int Digits) {
  char Text[33];
  std::snprintf(Text, sizeof Text, "%0*llx", Digits,
                static_cast<unsigned long long>(Id));
  return Text;
}

std::string Nanoseconds(std::chrono::nanoseconds Time) {
  return std::to_string(Time.count());
}

Object Attribute(const std::string &Key, const std::string &Value) {
  Object Text;
  Text.set("stringValue", Value);
  Object Result;
  Result.set("key", Key);
  Result.set("value", Text);
  return Result;
}

/// The text that \p Value is; empty for other types, which the shop lacks.
std::string Text(const opentracing::Value &Value) {
  if (Value.is<std::string>())
    return Value.get<std::string>();
  if (Value.is<opentracing::string_view>())
    return Value.get<opentracing::string_view>();
  if (Value.is<const char *>())
    return Value.get<const char *>();
  return std::string();
}

/// OTLP's number of what the tag span.kind says.
int Kind(const std::string &Tag) {
  if (Tag == std::string(opentracing::ext::span_kind_rpc_server))
    return 2;
  if (Tag == std::string(opentracing::ext::span_kind_rpc_client))
    return 3;
  return 1;
}

Object ToOtlp(const mocktracer::SpanData &Span) {
  Object Result;
  Result.set("traceId", Hex(Span.span_context.trace_id, 32));
  Result.set("spanId", Hex(Span.span_context.span_id, 16));
  if (!Span.references.empty())
    Result.set("parentSpanId", Hex(Span.references.front().span_id, 16));
  Result.set("name", Span.operation_name);
  Array Attributes;
  std::string KindTag;
  for (const auto &[Key, Value] : Span.tags) {
    if (Key == std::string(opentracing::ext::span_kind))
      KindTag = Text(Value);
    else
      Attributes.add(Attribute(Key, Text(Value)));
  }
  Result.set("kind", Kind(KindTag));
  const auto Begin = Span.start_timestamp.time_since_epoch();
  Result.set("startTimeUnixNano", Nanoseconds(Begin));
  Result.set("endTimeUnixNano", Nanoseconds(Begin + Span.duration));
  Result.set("attributes", Attributes);
  return Result;
}

/// Writes each span when it ends; the library's own recorder writes a format
/// of its own, and only at the end.
class OtlpRecorder : public mocktracer::Recorder {
public:
  OtlpRecorder(const std::string &Service, const std::string &Path)
      : File(Path, std::ios::app) {
    Array Attributes;
    Attributes.add(Attribute("service.name", Service));
    Resource.set("attributes", Attributes);
  }

  void RecordSpan(mocktracer::SpanData &&Span) noexcept override {
    Array Spans, Scopes, Resources;
    Spans.add(ToOtlp(Span));
    Object Scope, ResourceSpans, Line;
    Scope.set("spans", Spans);
    Scopes.add(Scope);
    ResourceSpans.set("resource", Resource);
    ResourceSpans.set("scopeSpans", Scopes);
    Resources.add(ResourceSpans);
    Line.set("resourceSpans", Resources);

    std::lock_guard<std::mutex> Guard(Lock);
    Line.stringify(File);
    File << std::endl;
  }

private:
  std::mutex Lock;
  std::ofstream File;
  Object Resource;
};

} // namespace

void InstallTracer(const std::string &Service, const std::string &SpanFile) {
  mocktracer::MockTracerOptions Options;
  Options.recorder = std::make_unique<OtlpRecorder>(Service, SpanFile);
  opentracing::Tracer::InitGlobal(
      std::make_shared<mocktracer::MockTracer>(std::move(Options)));
}

void CloseTracer() { opentracing::Tracer::Global()->Close(); }

} // namespace shop::ot
