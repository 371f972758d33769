// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Poco Net: what derives from MessageHeader, that is HTTPRequest,
// HTTPServerRequest and mail. Names are compared without regard to case.
// Written for 1.11.
#ifndef TRACE_TIDY_POCO_H
#define TRACE_TIDY_POCO_H

#include "trace_tidy/carrier.h"

#include <Poco/Net/MessageHeader.h>

#include <string>
#include <type_traits>

namespace trace_tidy {

template <class T>
struct CarrierTraits<T, typename std::enable_if<std::is_base_of<
                            Poco::Net::MessageHeader, T>::value>::type> {
  // NameValueCollection::set would replace the first of several alone.
  static void set(Poco::Net::MessageHeader &Carrier, const std::string &Key,
                  const std::string &Value) {
    Carrier.erase(Key);
    Carrier.add(Key, Value);
  }

  static std::string get(const Poco::Net::MessageHeader &Carrier,
                         const std::string &Key) {
    return Carrier.get(Key, std::string());
  }

  template <class Visitor>
  static void each(const Poco::Net::MessageHeader &Carrier, Visitor See) {
    for (const auto &Header : Carrier)
      if (!See(Header.first, Header.second))
        return;
  }
};

} // namespace trace_tidy

#endif // TRACE_TIDY_POCO_H
