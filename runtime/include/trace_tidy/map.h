// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers in a map of the standard library: the properties of a message, the
// headers of a library that has no type of its own for them.
#ifndef TRACE_TIDY_MAP_H
#define TRACE_TIDY_MAP_H

#include "trace_tidy/carrier.h"

#include <map>
#include <string>
#include <type_traits>
#include <unordered_map>

namespace trace_tidy {
namespace detail {

/// Names are compared as the map compares them: exactly, unless its comparison
/// or hash says otherwise.
template <class Map> struct MapTraits {
  static void set(Map &Carrier, const std::string &Key,
                  const std::string &Value) {
    Carrier.erase(Key);
    Carrier.emplace(Key, Value);
  }

  static std::string get(const Map &Carrier, const std::string &Key) {
    const auto Header = Carrier.find(Key);
    return Header == Carrier.end() ? std::string() : Header->second;
  }

  template <class Visitor> static void each(const Map &Carrier, Visitor See) {
    for (const auto &Header : Carrier)
      if (!See(Header.first, Header.second))
        return;
  }
};

template <class T> struct IsStandardMap : std::false_type {};
template <class Value, class Less, class Alloc>
struct IsStandardMap<std::map<std::string, Value, Less, Alloc>>
    : std::true_type {};
template <class Value, class Less, class Alloc>
struct IsStandardMap<std::multimap<std::string, Value, Less, Alloc>>
    : std::true_type {};
template <class Value, class Hash, class Equal, class Alloc>
struct IsStandardMap<std::unordered_map<std::string, Value, Hash, Equal, Alloc>>
    : std::true_type {};
template <class Value, class Hash, class Equal, class Alloc>
struct IsStandardMap<
    std::unordered_multimap<std::string, Value, Hash, Equal, Alloc>>
    : std::true_type {};

} // namespace detail

template <class Less, class Alloc>
struct CarrierTraits<std::map<std::string, std::string, Less, Alloc>>
    : detail::MapTraits<std::map<std::string, std::string, Less, Alloc>> {};

template <class Less, class Alloc>
struct CarrierTraits<std::multimap<std::string, std::string, Less, Alloc>>
    : detail::MapTraits<std::multimap<std::string, std::string, Less, Alloc>> {
};

template <class Hash, class Equal, class Alloc>
struct CarrierTraits<
    std::unordered_map<std::string, std::string, Hash, Equal, Alloc>>
    : detail::MapTraits<
          std::unordered_map<std::string, std::string, Hash, Equal, Alloc>> {};

template <class Hash, class Equal, class Alloc>
struct CarrierTraits<
    std::unordered_multimap<std::string, std::string, Hash, Equal, Alloc>>
    : detail::MapTraits<std::unordered_multimap<std::string, std::string, Hash,
                                                Equal, Alloc>> {};

} // namespace trace_tidy

#endif // TRACE_TIDY_MAP_H
