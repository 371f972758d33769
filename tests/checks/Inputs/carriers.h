// What the check tests share: short names for the OpenTelemetry namespaces, a
// tracer, the global propagator, and carriers over maps of strings.
//
// Library-specific carriers stand in the tests, as every project writes its
// own.
#ifndef TRACE_TIDY_TESTS_CHECKS_INPUTS_CARRIERS_H
#define TRACE_TIDY_TESTS_CHECKS_INPUTS_CARRIERS_H

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"

#include <string>

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

/// The tracer of the program under test.
inline nostd::shared_ptr<trace::Tracer> Tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("shop");
}

/// The propagator that the program has installed.
inline nostd::shared_ptr<context::propagation::TextMapPropagator> Propagator() {
  return context::propagation::GlobalTextMapPropagator::GetGlobalPropagator();
}

/// Start options of kind client, with the default parent.
inline trace::StartSpanOptions ClientKind() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  return options;
}

/// Writes into and reads from a map or multimap of strings that outlives it.
template <class Map>
class MapCarrier : public context::propagation::TextMapCarrier {
public:
  explicit MapCarrier(Map &map) : map_(map) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = map_.find(std::string(key));
    return it == map_.end() ? nostd::string_view("")
                            : nostd::string_view(it->second);
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    map_.emplace(std::string(key), std::string(value));
  }

private:
  Map &map_;
};

/// Reads from a map or multimap of strings that outlives it; writes nothing.
template <class Map>
class MapReader : public context::propagation::TextMapCarrier {
public:
  explicit MapReader(const Map &map) : map_(map) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = map_.find(std::string(key));
    return it == map_.end() ? nostd::string_view("")
                            : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const Map &map_;
};

/// A `traceparent` value for the context, written by hand.
inline std::string FormatTraceparent(const trace::SpanContext &span_context) {
  char trace_id[32];
  char span_id[16];
  span_context.trace_id().ToLowerBase16(trace_id);
  span_context.span_id().ToLowerBase16(span_id);
  return "00-" + std::string(trace_id, 32) + "-" + std::string(span_id, 16) +
         "-01";
}

#endif
