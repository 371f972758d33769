// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a SpanContextKeyValueIterable of any container of links.
#pragma once

#include <iterator>
#include <type_traits>
#include <utility>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/trace/span_context_kv_iterable.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
namespace detail {
template <class T>
constexpr bool is_link_attributes =
    std::is_base_of_v<common::KeyValueIterable, T> ||
    common::detail::is_key_value_iterable<T>::value;

template <class T, class = void>
struct is_span_context_kv_iterable : std::false_type {};
template <class T>
struct is_span_context_kv_iterable<
    T, std::enable_if_t<std::is_convertible_v<
                            decltype((std::begin(std::declval<T &>())->first)),
                            const SpanContext &> &&
                        is_link_attributes<nostd::remove_cvref_t<decltype((
                            std::begin(std::declval<T &>())->second))>>>>
    : std::true_type {};
} // namespace detail

template <class T>
class SpanContextKeyValueIterableView final
    : public SpanContextKeyValueIterable {
  static_assert(detail::is_span_context_kv_iterable<T>::value,
                "Must be a context/key-value iterable");

public:
  explicit SpanContextKeyValueIterableView(const T &links) noexcept
      : Links(&links) {}

  bool ForEachKeyValue(
      nostd::function_ref<bool(SpanContext, const common::KeyValueIterable &)>
          callback) const noexcept override {
    for (const auto &Link : *Links) {
      using Attributes = nostd::remove_cvref_t<decltype(Link.second)>;
      bool GoOn;
      if constexpr (std::is_base_of_v<common::KeyValueIterable, Attributes>)
        GoOn = callback(Link.first, Link.second);
      else
        GoOn = callback(Link.first,
                        common::KeyValueIterableView<Attributes>(Link.second));
      if (!GoOn)
        return false;
    }
    return true;
  }
  size_t size() const noexcept override { return std::size(*Links); }

private:
  const T *Links;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
