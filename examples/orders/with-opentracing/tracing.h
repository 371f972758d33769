// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// OpenTracing for one service: its mock tracer, which keeps every span.

#ifndef ORDERS_WITH_OPENTRACING_TRACING_H
#define ORDERS_WITH_OPENTRACING_TRACING_H

#include <string>

namespace shop::ot {

/// Makes a mock tracer the global one. It appends the spans of \p Service to
/// \p SpanFile as OTLP JSON lines. Call once, before the first request.
void InstallTracer(const std::string &Service, const std::string &SpanFile);

/// Ends recording.
void CloseTracer();

} // namespace shop::ot

#endif // ORDERS_WITH_OPENTRACING_TRACING_H
