// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// OpenTracing in one expression: put the context of a span into what is sent,
// take it from what came in, run a call in a span of its own. Header-only,
// C++14, needs opentracing-cpp alone (written for 1.6).
//
// OpenTracing has no current span, so the span in scope is named. Carriers and
// requests can be given as objects or as pointers, and are any type that
// CarrierTraits knows: include the header of the library, too. Contexts travel
// in the format for HTTP headers, also in maps and metadata. What takes neither
// a span nor a tracer uses the global tracer.
#ifndef TRACE_TIDY_OPENTRACING_H
#define TRACE_TIDY_OPENTRACING_H

#include "trace_tidy/carrier.h"

// cpprestsdk has a macro U, and these headers template parameters of that name.
#pragma push_macro("U")
#undef U
#include <opentracing/ext/tags.h>
#include <opentracing/propagation.h>
#include <opentracing/span.h>
#include <opentracing/tracer.h>
#pragma pop_macro("U")

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace trace_tidy {
namespace opentracing {
namespace detail {

namespace api = ::opentracing;

/// A T as tracers write to it; null is one that takes nothing.
template <class T> class CarrierWriter : public api::HTTPHeadersWriter {
public:
  explicit CarrierWriter(T *To) : Carrier(To) {}

  api::expected<void> Set(api::string_view Key,
                          api::string_view Value) const override {
    if (Carrier)
      CarrierTraits<T>::set(*Carrier, std::string(Key.data(), Key.size()),
                            std::string(Value.data(), Value.size()));
    return {};
  }

private:
  T *Carrier;
};

/// A T as tracers read it: by ForeachKey, which all of them know. Null is one
/// without headers.
template <class T> class CarrierReader : public api::HTTPHeadersReader {
public:
  explicit CarrierReader(const T *From) : Carrier(From) {}

  api::expected<void>
  ForeachKey(std::function<api::expected<void>(api::string_view Key,
                                               api::string_view Value)>
                 See) const override {
    api::expected<void> Result;
    if (!Carrier)
      return Result;
    CarrierTraits<T>::each(
        *Carrier, [&](const std::string &Key, const std::string &Value) {
          Result = See(Key, Value);
          return Result.has_value();
        });
    return Result;
  }

private:
  const T *Carrier;
};

/// Call, with its span if it takes that.
template <class Callable>
auto call(Callable &&Call, const api::Span *Span, int)
    -> decltype(std::forward<Callable>(Call)(Span)) {
  return std::forward<Callable>(Call)(Span);
}

template <class Callable>
auto call(Callable &&Call, const api::Span *, long)
    -> decltype(std::forward<Callable>(Call)()) {
  return std::forward<Callable>(Call)();
}

/// The call in a child of Parent, which can be null. An exception that leaves
/// it sets the tag "error", and goes on.
template <class Callable>
decltype(auto) in_span(const api::Tracer &Tracer,
                       const api::SpanContext *Parent, api::string_view Name,
                       const api::Value &Kind, Callable &&Call) {
  const auto Span = Tracer.StartSpan(
      Name, {api::ChildOf(Parent), api::SetTag(api::ext::span_kind, Kind)});
#ifdef __cpp_exceptions
  try {
    return detail::call(std::forward<Callable>(Call), Span.get(), 0);
  } catch (...) {
    if (Span)
      Span->SetTag(api::ext::error, true);
    throw;
  }
#else
  return detail::call(std::forward<Callable>(Call), Span.get(), 0);
#endif
}

} // namespace detail

//===-- What is sent ------------------------------------------------------===//

/// Writes the context of Span into *Carrier, in place of an older one, and
/// returns Carrier. Does nothing if that is null; where the tracer refuses,
/// nothing is written.
template <class T> T *inject(const ::opentracing::Span &Span, T *Carrier) {
  static_assert(!std::is_const<T>::value,
                "the carrier is const: injected() makes a copy");
  const detail::CarrierWriter<T> Writer(Carrier);
  Span.tracer().Inject(Span.context(), Writer);
  return Carrier;
}

/// The same for an object, which is returned.
template <class T> T &inject(const ::opentracing::Span &Span, T &Carrier) {
  trace_tidy::opentracing::inject(Span, std::addressof(Carrier));
  return Carrier;
}

/// The same for a temporary, which stays that object: it lives until the end of
/// the full expression.
template <class T, class = typename std::enable_if<
                       !std::is_lvalue_reference<T>::value>::type>
T &&inject(const ::opentracing::Span &Span, T &&Carrier) {
  trace_tidy::opentracing::inject(Span, Carrier);
  return std::forward<T>(Carrier);
}

/// A copy of Carrier into which the context of Span was written; without the
/// second argument, injected<T>(Span), a new T.
template <class T>
T injected(const ::opentracing::Span &Span, T Carrier = T()) {
  trace_tidy::opentracing::inject(Span, Carrier);
  return Carrier;
}

//===-- What came in ------------------------------------------------------===//

/// The context that came with *Carrier; null, which ChildOf takes, where none
/// came or the tracer cannot read it. Null is a carrier without headers.
template <class T>
std::unique_ptr<::opentracing::SpanContext>
extract(const ::opentracing::Tracer &Tracer, T *Carrier) {
  const detail::CarrierReader<typename std::remove_const<T>::type> Reader(
      Carrier);
  auto Context = Tracer.Extract(Reader);
  if (!Context)
    return nullptr;
  return std::move(*Context);
}

/// The same for an object.
template <class T>
std::unique_ptr<::opentracing::SpanContext>
extract(const ::opentracing::Tracer &Tracer, const T &Carrier) {
  return trace_tidy::opentracing::extract(Tracer, std::addressof(Carrier));
}

template <class T>
std::unique_ptr<::opentracing::SpanContext> extract(const T &Carrier) {
  return trace_tidy::opentracing::extract(*::opentracing::Tracer::Global(),
                                          Carrier);
}

/// A span with the tag span.kind "server" that serves Request, a child of what
/// came with it, for the top of a handler. It ends when it is destroyed.
template <class T>
std::unique_ptr<::opentracing::Span>
server_span(const ::opentracing::Tracer &Tracer,
            ::opentracing::string_view Name, const T &Request) {
  const auto Parent = trace_tidy::opentracing::extract(Tracer, Request);
  return Tracer.StartSpan(
      Name, {::opentracing::ChildOf(Parent.get()),
             ::opentracing::SetTag(::opentracing::ext::span_kind,
                                   ::opentracing::ext::span_kind_rpc_server)});
}

template <class T>
std::unique_ptr<::opentracing::Span>
server_span(::opentracing::string_view Name, const T &Request) {
  return trace_tidy::opentracing::server_span(*::opentracing::Tracer::Global(),
                                              Name, Request);
}

/// The same with "consumer": the handler of a message from a queue.
template <class T>
std::unique_ptr<::opentracing::Span>
consumer_span(const ::opentracing::Tracer &Tracer,
              ::opentracing::string_view Name, const T &Request) {
  const auto Parent = trace_tidy::opentracing::extract(Tracer, Request);
  return Tracer.StartSpan(
      Name, {::opentracing::ChildOf(Parent.get()),
             ::opentracing::SetTag(::opentracing::ext::span_kind, "consumer")});
}

template <class T>
std::unique_ptr<::opentracing::Span>
consumer_span(::opentracing::string_view Name, const T &Request) {
  return trace_tidy::opentracing::consumer_span(
      *::opentracing::Tracer::Global(), Name, Request);
}

//===-- Calls in a span of their own --------------------------------------===//
//
// With a request in the place of the span, the new one continues the trace that
// came with it: for what a handler does before it has a span of its own.

namespace detail {
template <class T>
using IfRequest = typename std::enable_if<
    !std::is_base_of<::opentracing::Span, T>::value>::type;
} // namespace detail

/// Runs Call() in a child of Parent with the tag span.kind "client", and
/// returns what it returns, references too. An exception sets the tag "error"
/// and goes on. Call may take a pointer to the new span, for what it injects.
template <class Callable>
decltype(auto) client_span(const ::opentracing::Span &Parent,
                           ::opentracing::string_view Name, Callable &&Call) {
  return detail::in_span(Parent.tracer(), &Parent.context(), Name,
                         ::opentracing::ext::span_kind_rpc_client,
                         std::forward<Callable>(Call));
}

template <class T, class Callable, class = detail::IfRequest<T>>
decltype(auto) client_span(const T &Request, ::opentracing::string_view Name,
                           Callable &&Call) {
  const auto Parent = trace_tidy::opentracing::extract(Request);
  return detail::in_span(*::opentracing::Tracer::Global(), Parent.get(), Name,
                         ::opentracing::ext::span_kind_rpc_client,
                         std::forward<Callable>(Call));
}

/// The same with "producer": a message goes out that is handled later.
template <class Callable>
decltype(auto) producer_span(const ::opentracing::Span &Parent,
                             ::opentracing::string_view Name, Callable &&Call) {
  return detail::in_span(Parent.tracer(), &Parent.context(), Name, "producer",
                         std::forward<Callable>(Call));
}

template <class T, class Callable, class = detail::IfRequest<T>>
decltype(auto) producer_span(const T &Request, ::opentracing::string_view Name,
                             Callable &&Call) {
  const auto Parent = trace_tidy::opentracing::extract(Request);
  return detail::in_span(*::opentracing::Tracer::Global(), Parent.get(), Name,
                         "producer", std::forward<Callable>(Call));
}

/// The same with "internal": a wait, or work inside of the process.
template <class Callable>
decltype(auto) internal_span(const ::opentracing::Span &Parent,
                             ::opentracing::string_view Name, Callable &&Call) {
  return detail::in_span(Parent.tracer(), &Parent.context(), Name, "internal",
                         std::forward<Callable>(Call));
}

template <class T, class Callable, class = detail::IfRequest<T>>
decltype(auto) internal_span(const T &Request, ::opentracing::string_view Name,
                             Callable &&Call) {
  const auto Parent = trace_tidy::opentracing::extract(Request);
  return detail::in_span(*::opentracing::Tracer::Global(), Parent.get(), Name,
                         "internal", std::forward<Callable>(Call));
}

} // namespace opentracing
} // namespace trace_tidy

#endif // TRACE_TIDY_OPENTRACING_H
