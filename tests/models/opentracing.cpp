// FLAGS: -std=c++20
// Calls every function that models/opentracing.yaml names, under each of its
// conditions.
#include <opentracing/dynamic_load.h>
#include <opentracing/ext/tags.h>
#include <opentracing/noop.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>

#include <string>

namespace ot = opentracing;

void spans(const ot::Tracer &tracer, const ot::SpanContext *parent) {
  auto span = tracer.StartSpan("plain");
  span->Finish();
  span = tracer.StartSpan(
      "options", {ot::ChildOf(parent), ot::FollowsFrom(parent),
                  ot::SpanReference(ot::SpanReferenceType::ChildOfRef, parent),
                  ot::SetTag(ot::ext::span_kind, ot::ext::span_kind_rpc_client),
                  ot::StartTimestamp(ot::SystemTime())});
  ot::StartSpanOptions options;
  options.references.emplace_back(ot::SpanReferenceType::ChildOfRef, parent);
  span = tracer.StartSpanWithOptions("options", options);
  span->SetTag("span.kind", "server");
  span->SetTag(ot::ext::error, true);
  span->SetTag("attribute", 1);
  span->Log({{"event", "error"}});
  span->SetOperationName("b");
  span->SetBaggageItem("a", "b");
  span->BaggageItem("a");
  span->tracer();
  span->context().Clone();
  span->context().ToTraceID();
  span->context().ToSpanID();
  span->context().ForeachBaggageItem(
      [](const std::string &, const std::string &) { return true; });
  span->FinishWithOptions({});
}

void propagation(const ot::Tracer &tracer, const ot::Span &span,
                 const ot::HTTPHeadersWriter &writer,
                 const ot::TextMapReader &reader,
                 const ot::CustomCarrierWriter &customWriter,
                 const ot::CustomCarrierReader &customReader) {
  tracer.Inject(span.context(), writer);
  tracer.Inject(span.context(), customWriter);
  customWriter.Inject(tracer, span.context());
  auto found = tracer.Extract(reader);
  found = customReader.Extract(tracer);
  writer.Set("key", "value");
  ot::expected<ot::string_view> text = reader.LookupKey("key");
  text.value_or("");
  reader.ForeachKey(
      [](ot::string_view, ot::string_view) { return ot::expected<void>(); });
  ot::ChildOf(found.value().get());
  ot::ChildOf(found->get());
  ot::ChildOf((*found).get());
  ot::option_wrapper<ot::StartSpanOption>(ot::ChildOf(nullptr)).get();
}

void tracers() {
  ot::Tracer::InitGlobal(ot::MakeNoopTracer());
  if (ot::Tracer::IsGlobalTracerRegistered())
    ot::Tracer::Global()->Close();
  std::string error;
  ot::DynamicallyLoadTracingLibrary("tracer.so", error);
}
