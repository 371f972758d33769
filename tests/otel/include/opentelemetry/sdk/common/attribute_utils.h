// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attributes that own their values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "opentelemetry/common/attribute_value.h"
#include "opentelemetry/common/key_value_iterable.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {
using OwnedAttributeValue =
    nostd::variant<bool, int32_t, uint32_t, int64_t, double, std::string,
                   std::vector<bool>, std::vector<int32_t>,
                   std::vector<uint32_t>, std::vector<int64_t>,
                   std::vector<double>, std::vector<std::string>, uint64_t,
                   std::vector<uint64_t>, std::vector<uint8_t>>;

struct AttributeConverter {
  template <class T> OwnedAttributeValue operator()(T Value) { return Value; }
  OwnedAttributeValue operator()(const char *Value) {
    return std::string(Value);
  }
  OwnedAttributeValue operator()(nostd::string_view Value) {
    return std::string(Value);
  }
  template <class T>
  OwnedAttributeValue operator()(nostd::span<const T> Values) {
    return std::vector<T>(Values.begin(), Values.end());
  }
  OwnedAttributeValue operator()(nostd::span<const nostd::string_view> Values) {
    std::vector<std::string> Copies;
    for (nostd::string_view Value : Values)
      Copies.emplace_back(Value);
    return Copies;
  }
};

namespace detail {
template <class Map> class BasicAttributeMap : public Map {
public:
  BasicAttributeMap() = default;
  BasicAttributeMap(const opentelemetry::common::KeyValueIterable &attributes)
      : BasicAttributeMap(&attributes) {}
  BasicAttributeMap(const opentelemetry::common::KeyValueIterable *attributes) {
    if (attributes)
      attributes->ForEachKeyValue(
          [&](nostd::string_view Key,
              const opentelemetry::common::AttributeValue &Value) {
            return SetAttribute(Key, Value);
          });
  }
  BasicAttributeMap(
      std::initializer_list<
          std::pair<nostd::string_view, opentelemetry::common::AttributeValue>>
          attributes) {
    for (const auto &Entry : attributes)
      SetAttribute(Entry.first, Entry.second);
  }
  const Map &GetAttributes() const noexcept { return *this; }
  bool
  SetAttribute(nostd::string_view key,
               const opentelemetry::common::AttributeValue &value) noexcept {
    (*this)[std::string(key)] = nostd::visit(AttributeConverter(), value);
    return true;
  }
};
} // namespace detail

class AttributeMap : public detail::BasicAttributeMap<
                         std::unordered_map<std::string, OwnedAttributeValue>> {
public:
  using BasicAttributeMap::BasicAttributeMap;
};
class OrderedAttributeMap : public detail::BasicAttributeMap<
                                std::map<std::string, OwnedAttributeValue>> {
public:
  using BasicAttributeMap::BasicAttributeMap;
};
} // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
