// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Boost.Beast: what derives from basic_fields, that is http::fields, header,
// message, request and response with the usual fields; of a parser, its get().
// Names are compared without regard to case. Written for Boost 1.74.
#ifndef TRACE_TIDY_BEAST_H
#define TRACE_TIDY_BEAST_H

#include "trace_tidy/carrier.h"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <string>
#include <type_traits>

namespace trace_tidy {
namespace detail {

template <class Alloc>
std::true_type is_beast_fields(const boost::beast::http::basic_fields<Alloc> *);
std::false_type is_beast_fields(const void *);

} // namespace detail

template <class T>
struct CarrierTraits<T,
                     typename std::enable_if<decltype(detail::is_beast_fields(
                         static_cast<const T *>(nullptr)))::value>::type> {
  static void set(T &Carrier, const std::string &Key,
                  const std::string &Value) {
    Carrier.set(Key, Value);
  }

  static std::string get(const T &Carrier, const std::string &Key) {
    const auto Header = Carrier.find(Key);
    return Header == Carrier.end() ? std::string() : text(Header->value());
  }

  template <class Visitor> static void each(const T &Carrier, Visitor See) {
    for (const auto &Header : Carrier)
      if (!See(text(Header.name_string()), text(Header.value())))
        return;
  }

private:
  static std::string text(boost::beast::string_view View) {
    return std::string(View.data(), View.size());
  }
};

} // namespace trace_tidy

#endif // TRACE_TIDY_BEAST_H
