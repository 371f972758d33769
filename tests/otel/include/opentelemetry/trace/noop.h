// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The span, tracer and provider that do nothing: the default ones.
#pragma once

#include <memory>
#include <utility>

#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "opentelemetry/version.h"

// The real header declares this alias for everyone, too.
namespace trace_api = opentelemetry::trace;

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class OPENTELEMETRY_EXPORT NoopSpan final : public Span {
public:
  explicit NoopSpan(const std::shared_ptr<Tracer> &tracer) noexcept
      : NoopSpan(tracer, nostd::unique_ptr<SpanContext>(
                             new SpanContext(false, false))) {}
  explicit NoopSpan(const std::shared_ptr<Tracer> &tracer,
                    nostd::unique_ptr<SpanContext> span_context) noexcept
      : Owner(tracer), Context(std::move(span_context)) {}

  void SetAttribute(nostd::string_view,
                    const common::AttributeValue &) noexcept override {}
  void AddEvent(nostd::string_view) noexcept override {}
  void AddEvent(nostd::string_view, common::SystemTimestamp) noexcept override {
  }
  void AddEvent(nostd::string_view,
                const common::KeyValueIterable &) noexcept override {}
  void AddEvent(nostd::string_view, common::SystemTimestamp,
                const common::KeyValueIterable &) noexcept override {}
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  void AddLink(const SpanContext &,
               const common::KeyValueIterable &) noexcept override {}
  void AddLinks(const SpanContextKeyValueIterable &) noexcept override {}
#endif
  void SetStatus(StatusCode, nostd::string_view) noexcept override {}
  void UpdateName(nostd::string_view) noexcept override {}
  void End(const EndSpanOptions &) noexcept override {}
  bool IsRecording() const noexcept override { return false; }
  SpanContext GetContext() const noexcept override { return *Context; }

private:
  std::shared_ptr<Tracer> Owner;
  nostd::unique_ptr<SpanContext> Context;
};

class OPENTELEMETRY_EXPORT NoopTracer final
    : public Tracer,
      public std::enable_shared_from_this<NoopTracer> {
public:
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  NoopTracer() { UpdateEnabled(false); }
#else
  void ForceFlushWithMicroseconds(uint64_t) noexcept override {}
  void CloseWithMicroseconds(uint64_t) noexcept override {}
#endif
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view, const common::KeyValueIterable &,
            const SpanContextKeyValueIterable &,
            const StartSpanOptions &) noexcept override {
    static nostd::shared_ptr<Span> Noop(new NoopSpan(shared_from_this()));
    return Noop;
  }
};

class OPENTELEMETRY_EXPORT NoopTracerProvider final : public TracerProvider {
public:
  NoopTracerProvider() noexcept
      : Only(nostd::shared_ptr<NoopTracer>(new NoopTracer)) {}
  nostd::shared_ptr<Tracer> GetTracer(nostd::string_view, nostd::string_view,
                                      nostd::string_view
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
                                      ,
                                      const common::KeyValueIterable *
#endif
                                      ) noexcept override {
    return Only;
  }

private:
  nostd::shared_ptr<Tracer> Only;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
