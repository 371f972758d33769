// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Starts spans: nine overloads round one virtual function.
#pragma once

#include <chrono>
#include <cstdint>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/default_span.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span.h"
#include "opentelemetry/trace/span_context_kv_iterable_view.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class Tracer {
  using AttributeView = common::KeyValueIterableView<detail::AttributeList>;
  using LinkView = SpanContextKeyValueIterableView<detail::LinkList>;

public:
  virtual ~Tracer() = default;

  virtual nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, const common::KeyValueIterable &attributes,
            const SpanContextKeyValueIterable &links,
            const StartSpanOptions &options = {}) noexcept = 0;

  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, common::NoopKeyValueIterable(),
                           NullSpanContext(), options);
  }
  template <class T,
            nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>
                * = nullptr>
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, const T &attributes,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, common::KeyValueIterableView<T>(attributes),
                           NullSpanContext(), options);
  }
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, const common::KeyValueIterable &attributes,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, attributes, NullSpanContext(), options);
  }
  template <class T, class U,
            nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>
                * = nullptr,
            nostd::enable_if_t<detail::is_span_context_kv_iterable<U>::value>
                * = nullptr>
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, const T &attributes, const U &links,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, common::KeyValueIterableView<T>(attributes),
                           SpanContextKeyValueIterableView<U>(links), options);
  }
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, detail::AttributeList attributes,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, AttributeView(attributes), NullSpanContext(),
                           options);
  }
  template <class T,
            nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>
                * = nullptr>
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, const T &attributes,
            detail::LinkList links,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, common::KeyValueIterableView<T>(attributes),
                           LinkView(links), options);
  }
  template <class T,
            nostd::enable_if_t<common::detail::is_key_value_iterable<T>::value>
                * = nullptr>
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, detail::AttributeList attributes,
            const T &links, const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, AttributeView(attributes), links, options);
  }
  nostd::shared_ptr<Span>
  StartSpan(nostd::string_view name, detail::AttributeList attributes,
            detail::LinkList links,
            const StartSpanOptions &options = {}) noexcept {
    return this->StartSpan(name, AttributeView(attributes), LinkView(links),
                           options);
  }

  static Scope WithActiveSpan(nostd::shared_ptr<Span> &span) noexcept {
    return Scope(span);
  }
  static nostd::shared_ptr<Span> GetCurrentSpan() noexcept {
    return GetSpan(context::RuntimeContext::GetCurrent());
  }

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
  bool Enabled() const noexcept {
    return __atomic_load_n(&IsEnabled, __ATOMIC_SEQ_CST);
  }

protected:
  void UpdateEnabled(const bool enabled) noexcept {
    __atomic_store_n(&IsEnabled, enabled, __ATOMIC_SEQ_CST);
  }

private:
  bool IsEnabled = true;
#else
  template <class Rep, class Period>
  void ForceFlush(std::chrono::duration<Rep, Period> timeout) noexcept {
    ForceFlushWithMicroseconds(static_cast<uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(timeout)
            .count()));
  }
  virtual void ForceFlushWithMicroseconds(uint64_t timeout) noexcept = 0;
  template <class Rep, class Period>
  void Close(std::chrono::duration<Rep, Period> timeout) noexcept {
    CloseWithMicroseconds(static_cast<uint64_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(timeout)
            .count()));
  }
  virtual void CloseWithMicroseconds(uint64_t timeout) noexcept = 0;
#endif
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
