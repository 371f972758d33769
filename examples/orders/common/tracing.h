// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Tracing for one service of the shop: the exporter and propagator that main
// installs, and the tracer that everything else uses.

#ifndef ORDERS_COMMON_TRACING_H
#define ORDERS_COMMON_TRACING_H

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"

#include <string>

namespace shop {

/// Installs a tracer provider that appends the spans of \p Service to
/// \p SpanFile as OTLP JSON lines, and the W3C trace context as the global
/// propagator. Call once, before the first request.
void SetupTracing(const std::string &Service, const std::string &SpanFile);

/// Writes what is still buffered and goes back to the no-op provider.
void ShutdownTracing();

/// The tracer of the installed provider. Not cached: a tracer that is fetched
/// before SetupTracing would drop its spans for ever.
inline opentelemetry::nostd::shared_ptr<opentelemetry::trace::Tracer>
GetTracer() {
  return opentelemetry::trace::Provider::GetTracerProvider()->GetTracer("shop");
}

} // namespace shop

#endif // ORDERS_COMMON_TRACING_H
