// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves the context of a span between OpenTracing and the headers of
// cpp-httplib.

#ifndef ORDERS_WITH_OPENTRACING_PROPAGATION_H
#define ORDERS_WITH_OPENTRACING_PROPAGATION_H

#include <httplib.h>
#include <opentracing/propagation.h>
#include <opentracing/span.h>
#include <opentracing/tracer.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace shop::ot {

/// Reads the headers of a request that came in.
class RequestReader : public opentracing::HTTPHeadersReader {
public:
  explicit RequestReader(const httplib::Request &Req) : Req(Req) {}

  opentracing::expected<void> ForeachKey(
      std::function<opentracing::expected<void>(opentracing::string_view,
                                                opentracing::string_view)>
          Visit) const override {
    for (const auto &[Name, Value] : Req.headers)
      if (const auto Done = Visit(Name, Value); !Done)
        return Done;
    return {};
  }

private:
  const httplib::Request &Req;
};

/// Writes to the headers of a request that is sent.
class HeadersWriter : public opentracing::HTTPHeadersWriter {
public:
  explicit HeadersWriter(httplib::Headers &Headers) : Headers(Headers) {}

  opentracing::expected<void>
  Set(opentracing::string_view Key,
      opentracing::string_view Value) const override {
    Headers.emplace(std::string(Key), std::string(Value));
    return {};
  }

private:
  httplib::Headers &Headers;
};

/// The span that the caller sent along, for opentracing::ChildOf; null if it
/// sent none.
inline std::unique_ptr<opentracing::SpanContext>
ExtractSpan(const httplib::Request &Req) {
  auto Extracted = opentracing::Tracer::Global()->Extract(RequestReader(Req));
  if (!Extracted)
    return nullptr;
  return std::move(*Extracted);
}

/// Sends \p Span along with a request.
inline void InjectSpan(const opentracing::Span &Span,
                       httplib::Headers &Headers) {
  Span.tracer().Inject(Span.context(), HeadersWriter(Headers));
}

} // namespace shop::ot

#endif // ORDERS_WITH_OPENTRACING_PROPAGATION_H
