// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Moves the trace context between OpenTelemetry's propagator and the headers
// of the two HTTP libraries that the shop uses.

#ifndef ORDERS_COMMON_PROPAGATION_H
#define ORDERS_COMMON_PROPAGATION_H

#include "common/curl.h"

#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/string_view.h"

#include <httplib.h>

#include <string>

namespace shop {

/// Reads the headers of a request that came in.
class RequestCarrier
    : public opentelemetry::context::propagation::TextMapCarrier {
public:
  explicit RequestCarrier(const httplib::Request &Req) : Req(Req) {}

  opentelemetry::nostd::string_view
  Get(opentelemetry::nostd::string_view Key) const noexcept override {
    const auto Header = Req.headers.find(std::string(Key));
    if (Header == Req.headers.end())
      return "";
    return Header->second;
  }

  void Set(opentelemetry::nostd::string_view,
           opentelemetry::nostd::string_view) noexcept override {}

private:
  const httplib::Request &Req;
};

/// Writes to the headers of a request that is sent with cpp-httplib.
class HttplibCarrier
    : public opentelemetry::context::propagation::TextMapCarrier {
public:
  explicit HttplibCarrier(httplib::Headers &Headers) : Headers(Headers) {}

  opentelemetry::nostd::string_view
  Get(opentelemetry::nostd::string_view) const noexcept override {
    return "";
  }

  void Set(opentelemetry::nostd::string_view Key,
           opentelemetry::nostd::string_view Value) noexcept override {
    Headers.emplace(std::string(Key), std::string(Value));
  }

private:
  httplib::Headers &Headers;
};

/// Writes to the headers of a request that is sent with libcurl.
class CurlCarrier : public opentelemetry::context::propagation::TextMapCarrier {
public:
  explicit CurlCarrier(CurlHeaders &Headers) : Headers(Headers) {}

  opentelemetry::nostd::string_view
  Get(opentelemetry::nostd::string_view) const noexcept override {
    return "";
  }

  void Set(opentelemetry::nostd::string_view Key,
           opentelemetry::nostd::string_view Value) noexcept override {
    Headers.Append(std::string(Key) + ": " + std::string(Value));
  }

private:
  CurlHeaders &Headers;
};

/// The context that the caller sent along, for StartSpanOptions::parent.
inline opentelemetry::context::Context
ExtractContext(const httplib::Request &Req) {
  const RequestCarrier Carrier(Req);
  auto Current = opentelemetry::context::RuntimeContext::GetCurrent();
  return opentelemetry::context::propagation::GlobalTextMapPropagator::
      GetGlobalPropagator()
          ->Extract(Carrier, Current);
}

/// Sends the current context along with a cpp-httplib request.
inline void InjectContext(httplib::Headers &Headers) {
  HttplibCarrier Carrier(Headers);
  opentelemetry::context::propagation::GlobalTextMapPropagator::
      GetGlobalPropagator()
          ->Inject(Carrier,
                   opentelemetry::context::RuntimeContext::GetCurrent());
}

/// Sends the current context along with a libcurl request.
inline void InjectContext(CurlHeaders &Headers) {
  CurlCarrier Carrier(Headers);
  opentelemetry::context::propagation::GlobalTextMapPropagator::
      GetGlobalPropagator()
          ->Inject(Carrier,
                   opentelemetry::context::RuntimeContext::GetCurrent());
}

} // namespace shop

#endif // ORDERS_COMMON_PROPAGATION_H
