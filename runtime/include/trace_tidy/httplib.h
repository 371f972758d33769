// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// cpp-httplib: httplib::Headers of a request that is sent, httplib::Request in
// a handler, or handed to Client::send. Names are compared without regard to
// case. Written for 0.11.4; from 0.16 on Headers is an unordered_multimap,
// which trace_tidy/map.h knows as well.
#ifndef TRACE_TIDY_HTTPLIB_H
#define TRACE_TIDY_HTTPLIB_H

#include "trace_tidy/map.h"

#include <httplib.h>

#include <string>
#include <type_traits>

namespace trace_tidy {

// httplib::Headers is a map of the standard library, which map.h knows; since
// 0.27 a class of the library's that is used like one.
template <class T>
struct CarrierTraits<
    T, typename std::enable_if<std::is_same<T, httplib::Headers>::value &&
                               !detail::IsStandardMap<T>::value>::type>
    : detail::MapTraits<T> {};

template <> struct CarrierTraits<httplib::Request> {
  static void set(httplib::Request &Carrier, const std::string &Key,
                  const std::string &Value) {
    CarrierTraits<httplib::Headers>::set(Carrier.headers, Key, Value);
  }

  static std::string get(const httplib::Request &Carrier,
                         const std::string &Key) {
    return CarrierTraits<httplib::Headers>::get(Carrier.headers, Key);
  }

  template <class Visitor>
  static void each(const httplib::Request &Carrier, Visitor See) {
    CarrierTraits<httplib::Headers>::each(Carrier.headers, See);
  }
};

} // namespace trace_tidy

#endif // TRACE_TIDY_HTTPLIB_H
