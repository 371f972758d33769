// FLAGS: -std=c++20 -Itests/otel/include
// Calls every function that models/opentelemetry.yaml names, under each of its
// conditions.
#include <opentelemetry/baggage/baggage_context.h>
#include <opentelemetry/baggage/propagation/baggage_propagator.h>
#include <opentelemetry/context/propagation/composite_propagator.h>
#include <opentelemetry/context/propagation/global_propagator.h>
#include <opentelemetry/sdk/trace/exporter.h>
#include <opentelemetry/sdk/trace/processor.h>
#include <opentelemetry/sdk/trace/provider.h>
#include <opentelemetry/sdk/trace/tracer_provider.h>
#include <opentelemetry/trace/propagation/http_trace_context.h>
#include <opentelemetry/trace/provider.h>
#include <opentelemetry/trace/scope.h>

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace baggage = opentelemetry::baggage;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace propagation = opentelemetry::context::propagation;
namespace trace = opentelemetry::trace;

nostd::shared_ptr<trace::Tracer> tracer() {
  auto provider = trace::Provider::GetTracerProvider();
  trace::Provider::SetTracerProvider(provider);
  return provider->GetTracer("test");
}

void spans(propagation::TextMapCarrier &carrier) {
  auto client = tracer();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  options.parent = context::RuntimeContext::GetCurrent();
  auto span = client->StartSpan("plain");
  client->StartSpan("options", options)->End();
  client->StartSpan("attributes", {{"a", 1}}, options)->End();
  std::map<std::string, std::string> attributes{{"a", "b"}};
  std::vector<std::pair<trace::SpanContext, std::map<std::string, std::string>>>
      links;
  client->StartSpan("links", attributes, links, options)->End();
  span->SetStatus(trace::StatusCode::kOk);
  span->SetStatus(trace::StatusCode::kError, "text");
  span->AddEvent("event");
  span->AddEvent("event", {{"a", 1}});
  span->SetAttribute("a", 1);
  span->UpdateName("b");
  if (span->IsRecording())
    span->End();
  client->ForceFlush(std::chrono::seconds(1));
  client->ForceFlushWithMicroseconds(1);
  client->Close(std::chrono::seconds(1));
  client->CloseWithMicroseconds(1);
  carrier.Set("traceparent", carrier.Get("traceparent"));
}

void identity(const nostd::shared_ptr<trace::Span> &span) {
  auto id = span->GetContext();
  char text[32];
  id.trace_id().ToLowerBase16(text);
  id.span_id().ToLowerBase16(nostd::span<char, 16>(text, 16));
  uint8_t bytes[16];
  id.trace_id().CopyBytesTo(bytes);
  id.span_id().CopyBytesTo(nostd::span<uint8_t, 8>(bytes, 8));
  id.trace_id().Id();
  id.span_id().Id();
  trace::SpanContext copy(id.trace_id(), id.span_id(), id.trace_flags(), true,
                          id.trace_state());
  nostd::shared_ptr<trace::Span> remote(new trace::DefaultSpan(copy));
  trace::SpanContext::GetInvalid();
  trace::DefaultSpan::GetInvalid();
  copy.IsValid() && copy.IsRemote() && copy.IsSampled();
  id.trace_state()->ToHeader();
  trace::TraceState::GetDefault();
  auto state = trace::TraceState::FromHeader("a=b");
  state = state->Set("a", "b");
  state = state->Delete("a");
}

void current(nostd::shared_ptr<trace::Span> span,
             context::RuntimeContextStorage &storage) {
  trace::Scope scope(span);
  trace::Scope moved(std::move(scope));
  auto other = trace::Tracer::WithActiveSpan(span);
  trace::Tracer::GetCurrentSpan()->AddEvent("event");
  auto token =
      context::RuntimeContext::Attach(context::RuntimeContext::GetCurrent());
  context::RuntimeContext::Detach(*token);
  auto direct = storage.Attach(storage.GetCurrent());
  storage.Detach(*direct.get());
  token.reset();
  context::RuntimeContext::SetRuntimeContextStorage({});
}

void contexts(nostd::shared_ptr<trace::Span> span) {
  context::Context base;
  auto with = trace::SetSpan(base, span);
  with = base.SetValue(trace::kSpanKey, span);
  with = base.SetValue("key", true);
  std::map<std::string, context::ContextValue> values;
  with = base.SetValues(values);
  with = context::RuntimeContext::SetValue(trace::kSpanKey, span);
  with = context::RuntimeContext::SetValue("key", true, &base);
  with = context::Context(trace::kSpanKey, span);
  trace::GetSpan(with)->AddEvent("event");
  trace::GetSpanContext(with);
  trace::IsRootSpan(with);
  with.GetValue(trace::kSpanKey);
  with.GetValue("key");
  context::RuntimeContext::GetValue(trace::kSpanKey);
  context::RuntimeContext::GetValue("key", &base);
  with.HasKey("key");
}

void propagators(propagation::TextMapCarrier &carrier,
                 propagation::TextMapPropagator &any) {
  context::Context base;
  auto global = propagation::GlobalTextMapPropagator::GetGlobalPropagator();
  propagation::GlobalTextMapPropagator::SetGlobalPropagator(global);
  global->Inject(carrier, base);
  auto out = global->Extract(carrier, base);
  any.Fields([](nostd::string_view) { return true; });
  trace::propagation::HttpTraceContext w3c;
  w3c.Inject(carrier, base);
  out = w3c.Extract(carrier, base);
  propagation::CompositePropagator composite({});
  composite.Inject(carrier, base);
  out = composite.Extract(carrier, base);
  baggage::propagation::BaggagePropagator bags;
  bags.Inject(carrier, base);
  out = bags.Extract(carrier, base);
  propagation::NoOpPropagator nothing;
  nothing.Inject(carrier, base);
  out = nothing.Extract(carrier, base);
}

void baggages() {
  context::Context base;
  auto bag = baggage::GetBaggage(base);
  bag = baggage::Baggage::GetDefault();
  bag = bag->Set("a", "b");
  bag = bag->Delete("a");
  std::string value;
  bag->GetValue("a", value);
  base = baggage::SetBaggage(base, bag);
}

void pointers(nostd::unique_ptr<context::Token> token) {
  nostd::shared_ptr<trace::Span> span(
      new trace::DefaultSpan(trace::SpanContext::GetInvalid()));
  nostd::shared_ptr<trace::Span> copy(span);
  copy = span;
  (*copy).End();
  copy->End();
  copy.get()->End();
  nostd::unique_ptr<context::Token> moved(std::move(token));
  token = std::move(moved);
  (*token).operator==(context::Context());
  token->operator==(context::Context());
  token.get();
  delete token.release();
}

void sdk(const nostd::shared_ptr<trace::TracerProvider> &global,
         opentelemetry::sdk::trace::TracerProvider &provider,
         std::unique_ptr<opentelemetry::sdk::trace::SpanProcessor> processor,
         opentelemetry::sdk::trace::SpanExporter &exporter) {
  opentelemetry::sdk::trace::Provider::SetTracerProvider(global);
  processor->ForceFlush();
  processor->Shutdown();
  provider.AddProcessor(std::move(processor));
  provider.ForceFlush();
  provider.Shutdown();
  exporter.ForceFlush();
  exporter.Shutdown();
}
