// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a KeyValueIterable of any container of key and value pairs.
#pragma once

#include <initializer_list>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/type_traits.h"
#include "opentelemetry/nostd/utility.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
namespace detail {
void take_key_value(nostd::string_view, common::AttributeValue);

template <class T, class = void>
struct is_key_value_iterable : std::false_type {};
template <class T>
struct is_key_value_iterable<
    T, std::void_t<decltype(take_key_value(
                       std::begin(std::declval<T &>())->first,
                       std::begin(std::declval<T &>())->second)),
                   decltype(std::size(std::declval<T &>()))>> : std::true_type {
};
} // namespace detail

template <class T> class KeyValueIterableView final : public KeyValueIterable {
public:
  explicit KeyValueIterableView(const T &container) noexcept
      : Container(&container) {}

  bool ForEachKeyValue(
      nostd::function_ref<bool(nostd::string_view, common::AttributeValue)>
          callback) const noexcept override {
    for (const auto &Entry : *Container)
      if (!callback(Entry.first, Entry.second))
        return false;
    return true;
  }
  size_t size() const noexcept override { return std::size(*Container); }

private:
  const T *Container;
};

template <class T, nostd::enable_if_t<detail::is_key_value_iterable<T>::value>
                       * = nullptr>
KeyValueIterableView<T> MakeKeyValueIterableView(const T &container) noexcept {
  return KeyValueIterableView<T>(container);
}

inline nostd::span<const std::pair<nostd::string_view, common::AttributeValue>>
MakeAttributes(
    std::initializer_list<std::pair<nostd::string_view, common::AttributeValue>>
        attributes) noexcept {
  return {attributes.begin(), attributes.end()};
}
inline nostd::span<const std::pair<nostd::string_view, common::AttributeValue>>
MakeAttributes(
    nostd::span<const std::pair<nostd::string_view, common::AttributeValue>>
        attributes) noexcept {
  return attributes;
}
inline const common::KeyValueIterable &
MakeAttributes(const common::KeyValueIterable &attributes
                   OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND) noexcept {
  return attributes;
}
template <class T, nostd::enable_if_t<detail::is_key_value_iterable<T>::value>
                       * = nullptr>
KeyValueIterableView<T> MakeAttributes(const T &attributes) noexcept {
  return KeyValueIterableView<T>(attributes);
}
} // namespace common
OPENTELEMETRY_END_NAMESPACE
