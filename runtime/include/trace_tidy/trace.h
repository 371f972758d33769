// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// OpenTelemetry in one expression: put the trace context into what is sent,
// take it from what came in, run a call in a span of its own. Header-only,
// C++14, needs the API of opentelemetry-cpp alone (written for 1.29, ABI 1 and
// 2).
//
// Carriers and requests can be given as objects or as pointers, and are any
// type that CarrierTraits knows: include the header of the library, too.
// Contexts travel as the global propagator writes them; while none is set,
// nothing is written or found. What takes no tracer uses the one named
// "trace_tidy" of the global provider. A tracer is any pointer to a
// trace::Tracer that is not null.
#ifndef TRACE_TIDY_TRACE_H
#define TRACE_TIDY_TRACE_H

#include "trace_tidy/carrier.h"

// cpprestsdk has a macro U, and these headers template parameters of that name.
#pragma push_macro("U")
#undef U
#include "opentelemetry/context/context.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_metadata.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#pragma pop_macro("U")

#include <exception>
#include <list>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace trace_tidy {
namespace detail {

namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
namespace trace = opentelemetry::trace;

/// A T as propagators write to it; null is one that takes nothing.
template <class T>
class CarrierWriter : public context::propagation::TextMapCarrier {
public:
  explicit CarrierWriter(T *To) : Carrier(To) {}

  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }

  void Set(nostd::string_view Key, nostd::string_view Value) noexcept override {
    if (Carrier)
      CarrierTraits<T>::set(*Carrier, std::string(Key.data(), Key.size()),
                            std::string(Value.data(), Value.size()));
  }

private:
  T *Carrier;
};

/// A T as propagators read it; null is one without headers. Keys() names none:
/// no propagator of opentelemetry-cpp asks for it.
template <class T>
class CarrierReader : public context::propagation::TextMapCarrier {
public:
  explicit CarrierReader(const T *From) : Carrier(From) {}

  nostd::string_view Get(nostd::string_view Key) const noexcept override {
    if (!Carrier)
      return "";
    Values.push_back(
        CarrierTraits<T>::get(*Carrier, std::string(Key.data(), Key.size())));
    return Values.back();
  }

  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const T *Carrier;
  /// Propagators hold the views of several headers at once.
  mutable std::list<std::string> Values;
};

inline nostd::shared_ptr<trace::Tracer> default_tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("trace_tidy");
}

/// A span that is current while this lives, and ends with it.
class ActiveSpan {
public:
  template <class TracerPtr>
  ActiveSpan(const TracerPtr &Tracer, nostd::string_view Name,
             const trace::StartSpanOptions &Options)
      : Span(Tracer->StartSpan(Name, Options)), Scope(Span) {}

  /// Not left to the last reference: work that was handed over can hold one.
  ~ActiveSpan() { Span->End(); }

  ActiveSpan(const ActiveSpan &) = delete;
  ActiveSpan &operator=(const ActiveSpan &) = delete;

  /// The span, for attributes and events. Never null.
  const nostd::shared_ptr<trace::Span> &span() const { return Span; }

private:
  nostd::shared_ptr<trace::Span> Span;
  trace::Scope Scope;
};

inline trace::StartSpanOptions options_of(trace::SpanKind Kind) {
  trace::StartSpanOptions Options;
  Options.kind = Kind;
  return Options;
}

/// The call in a span. An exception that leaves it marks the span as failed,
/// with what() as description, and goes on.
template <class TracerPtr, class Callable>
decltype(auto) in_span(const TracerPtr &Tracer, nostd::string_view Name,
                       const trace::StartSpanOptions &Options,
                       Callable &&Call) {
  ActiveSpan Active(Tracer, Name, Options);
#ifdef __cpp_exceptions
  try {
    return std::forward<Callable>(Call)();
  } catch (const std::exception &Error) {
    Active.span()->SetStatus(trace::StatusCode::kError, Error.what());
    throw;
  } catch (...) {
    Active.span()->SetStatus(trace::StatusCode::kError);
    throw;
  }
#else
  return std::forward<Callable>(Call)();
#endif
}

} // namespace detail

//===-- What is sent ------------------------------------------------------===//

/// Writes the current trace context into *Carrier, in place of an older one,
/// and returns Carrier. Does nothing if that is null.
template <class T> T *inject(T *Carrier) {
  static_assert(!std::is_const<T>::value,
                "the carrier is const: trace_tidy::injected() makes a copy");
  detail::CarrierWriter<T> Writer(Carrier);
  opentelemetry::context::propagation::GlobalTextMapPropagator::
      GetGlobalPropagator()
          ->Inject(Writer,
                   opentelemetry::context::RuntimeContext::GetCurrent());
  return Carrier;
}

/// The same for an object, which is returned.
template <class T> T &inject(T &Carrier) {
  trace_tidy::inject(std::addressof(Carrier));
  return Carrier;
}

/// The same for a temporary, which stays that object: it lives until the end of
/// the full expression.
template <class T, class = typename std::enable_if<
                       !std::is_lvalue_reference<T>::value>::type>
T &&inject(T &&Carrier) {
  trace_tidy::inject(Carrier);
  return std::forward<T>(Carrier);
}

/// A copy of Carrier into which the current trace context was written; without
/// an argument, injected<T>(), a new T.
template <class T> T injected(T Carrier = T()) {
  trace_tidy::inject(Carrier);
  return Carrier;
}

//===-- What came in ------------------------------------------------------===//

/// The current context with the trace context that came with *Carrier; the
/// current one as it is where none, or none that is valid, came. Null is a
/// carrier without headers.
template <class T> opentelemetry::context::Context extract(T *Carrier) {
  const detail::CarrierReader<typename std::remove_const<T>::type> Reader(
      Carrier);
  auto Current = opentelemetry::context::RuntimeContext::GetCurrent();
  return opentelemetry::context::propagation::GlobalTextMapPropagator::
      GetGlobalPropagator()
          ->Extract(Reader, Current);
}

/// The same for an object.
template <class T> opentelemetry::context::Context extract(const T &Carrier) {
  return trace_tidy::extract(std::addressof(Carrier));
}

/// Options with the context that came with Request as parent; the kind, times
/// and what else they hold stay.
template <class T>
opentelemetry::trace::StartSpanOptions
with_remote_parent(opentelemetry::trace::StartSpanOptions Options,
                   const T &Request) {
  Options.parent = trace_tidy::extract(Request);
  return Options;
}

/// Options with that parent and nothing else.
template <class T>
opentelemetry::trace::StartSpanOptions remote_options(const T &Request) {
  return trace_tidy::with_remote_parent(
      opentelemetry::trace::StartSpanOptions(), Request);
}

/// Options of a span that serves Request: kind server, parent from Request.
template <class T>
opentelemetry::trace::StartSpanOptions server_options(const T &Request) {
  opentelemetry::trace::StartSpanOptions Options;
  Options.kind = opentelemetry::trace::SpanKind::kServer;
  Options.parent = trace_tidy::extract(Request);
  return Options;
}

/// Options of a span that handles a message from a queue: kind consumer.
template <class T>
opentelemetry::trace::StartSpanOptions consumer_options(const T &Request) {
  opentelemetry::trace::StartSpanOptions Options;
  Options.kind = opentelemetry::trace::SpanKind::kConsumer;
  Options.parent = trace_tidy::extract(Request);
  return Options;
}

/// Serves Request in a span of kind server that is current while this lives and
/// ends with it, for the top of a handler. An exception that leaves the handler
/// leaves no mark on it. Belongs on the stack: it must die on the thread, and
/// in the reverse order, of its making.
class ServerSpan : public detail::ActiveSpan {
public:
  template <class T>
  ServerSpan(opentelemetry::nostd::string_view Name, const T &Request)
      : ActiveSpan(detail::default_tracer(), Name,
                   trace_tidy::server_options(Request)) {}

  template <class TracerPtr, class T>
  ServerSpan(const TracerPtr &Tracer, opentelemetry::nostd::string_view Name,
             const T &Request)
      : ActiveSpan(Tracer, Name, trace_tidy::server_options(Request)) {}
};

/// The same of kind consumer.
class ConsumerSpan : public detail::ActiveSpan {
public:
  template <class T>
  ConsumerSpan(opentelemetry::nostd::string_view Name, const T &Request)
      : ActiveSpan(detail::default_tracer(), Name,
                   trace_tidy::consumer_options(Request)) {}

  template <class TracerPtr, class T>
  ConsumerSpan(const TracerPtr &Tracer, opentelemetry::nostd::string_view Name,
               const T &Request)
      : ActiveSpan(Tracer, Name, trace_tidy::consumer_options(Request)) {}
};

//===-- Calls in a span of their own --------------------------------------===//
//
// With a request, the span continues the trace that came with it: for what a
// handler does before it has a span of its own.

/// Runs Call() in a span of kind client, a child of the current one and current
/// meanwhile, and returns what it returns, references too. An exception marks
/// the span as failed and goes on. A failure that is a result is not seen.
template <class TracerPtr, class Callable>
decltype(auto) client_span(const TracerPtr &Tracer,
                           opentelemetry::nostd::string_view Name,
                           Callable &&Call) {
  return detail::in_span(
      Tracer, Name, detail::options_of(opentelemetry::trace::SpanKind::kClient),
      std::forward<Callable>(Call));
}

template <class TracerPtr, class T, class Callable>
decltype(auto) client_span(const TracerPtr &Tracer,
                           opentelemetry::nostd::string_view Name,
                           const T &Request, Callable &&Call) {
  return detail::in_span(
      Tracer, Name,
      trace_tidy::with_remote_parent(
          detail::options_of(opentelemetry::trace::SpanKind::kClient), Request),
      std::forward<Callable>(Call));
}

template <class Callable>
decltype(auto) client_span(opentelemetry::nostd::string_view Name,
                           Callable &&Call) {
  return detail::in_span(
      detail::default_tracer(), Name,
      detail::options_of(opentelemetry::trace::SpanKind::kClient),
      std::forward<Callable>(Call));
}

template <class T, class Callable>
decltype(auto) client_span(opentelemetry::nostd::string_view Name,
                           const T &Request, Callable &&Call) {
  return detail::in_span(
      detail::default_tracer(), Name,
      trace_tidy::with_remote_parent(
          detail::options_of(opentelemetry::trace::SpanKind::kClient), Request),
      std::forward<Callable>(Call));
}

/// The same of kind producer: a message goes out that is handled later.
template <class TracerPtr, class Callable>
decltype(auto) producer_span(const TracerPtr &Tracer,
                             opentelemetry::nostd::string_view Name,
                             Callable &&Call) {
  return detail::in_span(
      Tracer, Name,
      detail::options_of(opentelemetry::trace::SpanKind::kProducer),
      std::forward<Callable>(Call));
}

template <class TracerPtr, class T, class Callable>
decltype(auto) producer_span(const TracerPtr &Tracer,
                             opentelemetry::nostd::string_view Name,
                             const T &Request, Callable &&Call) {
  return detail::in_span(
      Tracer, Name,
      trace_tidy::with_remote_parent(
          detail::options_of(opentelemetry::trace::SpanKind::kProducer),
          Request),
      std::forward<Callable>(Call));
}

template <class Callable>
decltype(auto) producer_span(opentelemetry::nostd::string_view Name,
                             Callable &&Call) {
  return detail::in_span(
      detail::default_tracer(), Name,
      detail::options_of(opentelemetry::trace::SpanKind::kProducer),
      std::forward<Callable>(Call));
}

template <class T, class Callable>
decltype(auto) producer_span(opentelemetry::nostd::string_view Name,
                             const T &Request, Callable &&Call) {
  return detail::in_span(
      detail::default_tracer(), Name,
      trace_tidy::with_remote_parent(
          detail::options_of(opentelemetry::trace::SpanKind::kProducer),
          Request),
      std::forward<Callable>(Call));
}

/// The same of kind internal: a wait, or work inside of the process.
template <class TracerPtr, class Callable>
decltype(auto) internal_span(const TracerPtr &Tracer,
                             opentelemetry::nostd::string_view Name,
                             Callable &&Call) {
  return detail::in_span(
      Tracer, Name,
      detail::options_of(opentelemetry::trace::SpanKind::kInternal),
      std::forward<Callable>(Call));
}

template <class TracerPtr, class T, class Callable>
decltype(auto) internal_span(const TracerPtr &Tracer,
                             opentelemetry::nostd::string_view Name,
                             const T &Request, Callable &&Call) {
  return detail::in_span(
      Tracer, Name,
      trace_tidy::with_remote_parent(
          detail::options_of(opentelemetry::trace::SpanKind::kInternal),
          Request),
      std::forward<Callable>(Call));
}

template <class Callable>
decltype(auto) internal_span(opentelemetry::nostd::string_view Name,
                             Callable &&Call) {
  return detail::in_span(
      detail::default_tracer(), Name,
      detail::options_of(opentelemetry::trace::SpanKind::kInternal),
      std::forward<Callable>(Call));
}

template <class T, class Callable>
decltype(auto) internal_span(opentelemetry::nostd::string_view Name,
                             const T &Request, Callable &&Call) {
  return detail::in_span(
      detail::default_tracer(), Name,
      trace_tidy::with_remote_parent(
          detail::options_of(opentelemetry::trace::SpanKind::kInternal),
          Request),
      std::forward<Callable>(Call));
}

//===-- Work that runs elsewhere ------------------------------------------===//

/// Call, such that whenever and wherever it runs, the context that is current
/// now is current for it. Takes what Call takes and returns what it returns;
/// can be copied if Call can. It holds the context and the span in it: one that
/// End() or a helper of this header ends has ended all the same, one that is
/// left to its last reference lives on.
template <class Callable> auto carry(Callable Call) {
  return [Call = std::move(Call),
          Context = opentelemetry::context::RuntimeContext::GetCurrent()](
             auto &&...Args) mutable -> decltype(auto) {
    const auto Token = opentelemetry::context::RuntimeContext::Attach(Context);
    return Call(std::forward<decltype(Args)>(Args)...);
  };
}

} // namespace trace_tidy

#endif // TRACE_TIDY_TRACE_H
