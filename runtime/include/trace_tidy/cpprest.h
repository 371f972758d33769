// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ REST SDK: web::http::http_headers and http_request, of a client and of a
// listener. A request is a handle, and copies share their headers. Names are
// compared without regard to case. Written for 2.10.
#ifndef TRACE_TIDY_CPPREST_H
#define TRACE_TIDY_CPPREST_H

#include "trace_tidy/carrier.h"

#include <cpprest/asyncrt_utils.h>
#include <cpprest/http_headers.h>
#include <cpprest/http_msg.h>
#include <cpprest/json.h>

#include <cstddef>
#include <string>
#include <utility>

namespace trace_tidy {

template <> struct CarrierTraits<web::http::http_headers> {
  static void set(web::http::http_headers &Carrier, const std::string &Key,
                  const std::string &Value) {
    // add() would put it behind an older value, with a comma.
    Carrier[utility::conversions::to_string_t(Key)] =
        utility::conversions::to_string_t(Value);
  }

  static std::string get(const web::http::http_headers &Carrier,
                         const std::string &Key) {
    const auto Header = Carrier.find(utility::conversions::to_string_t(Key));
    return Header == Carrier.end()
               ? std::string()
               : utility::conversions::to_utf8string(Header->second);
  }

  template <class Visitor>
  static void each(const web::http::http_headers &Carrier, Visitor See) {
    for (const auto &Header : Carrier)
      if (!See(utility::conversions::to_utf8string(Header.first),
               utility::conversions::to_utf8string(Header.second)))
        return;
  }
};

template <> struct CarrierTraits<web::http::http_request> {
  static void set(web::http::http_request &Carrier, const std::string &Key,
                  const std::string &Value) {
    CarrierTraits<web::http::http_headers>::set(Carrier.headers(), Key, Value);
  }

  static std::string get(const web::http::http_request &Carrier,
                         const std::string &Key) {
    return CarrierTraits<web::http::http_headers>::get(Carrier.headers(), Key);
  }

  template <class Visitor>
  static void each(const web::http::http_request &Carrier, Visitor See) {
    CarrierTraits<web::http::http_headers>::each(Carrier.headers(), See);
  }
};

// The request that http_client::request(...) of the same arguments sends: one
// function for each of its overloads in <cpprest/http_client.h> that take no
// request, without the cancellation token. Ask for it as
// client.request(make_request(...), token).

inline web::http::http_request make_request(const web::http::method &Method) {
  return web::http::http_request(Method);
}

inline web::http::http_request make_request(const web::http::method &Method,
                                            const utility::string_t &Path) {
  web::http::http_request Request(Method);
  Request.set_request_uri(Path);
  return Request;
}

inline web::http::http_request make_request(const web::http::method &Method,
                                            const utility::string_t &Path,
                                            const web::json::value &Body) {
  web::http::http_request Request(Method);
  Request.set_request_uri(Path);
  Request.set_body(Body);
  return Request;
}

inline web::http::http_request
make_request(const web::http::method &Method, const utf8string &Path,
             const utf8string &Body,
             const utf8string &ContentType = "text/plain; charset=utf-8") {
  web::http::http_request Request(Method);
  Request.set_request_uri(utility::conversions::to_string_t(Path));
  Request.set_body(Body, ContentType);
  return Request;
}

inline web::http::http_request
make_request(const web::http::method &Method, const utf8string &Path,
             utf8string &&Body,
             const utf8string &ContentType = "text/plain; charset=utf-8") {
  web::http::http_request Request(Method);
  Request.set_request_uri(utility::conversions::to_string_t(Path));
  Request.set_body(std::move(Body), ContentType);
  return Request;
}

inline web::http::http_request
make_request(const web::http::method &Method, const utf16string &Path,
             const utf16string &Body,
             const utf16string &ContentType =
                 utility::conversions::to_utf16string("text/plain")) {
  web::http::http_request Request(Method);
  Request.set_request_uri(utility::conversions::to_string_t(Path));
  Request.set_body(Body, ContentType);
  return Request;
}

inline web::http::http_request
make_request(const web::http::method &Method, const utility::string_t &Path,
             const concurrency::streams::istream &Body,
             const utility::string_t &ContentType =
                 _XPLATSTR("application/octet-stream")) {
  web::http::http_request Request(Method);
  Request.set_request_uri(Path);
  Request.set_body(Body, ContentType);
  return Request;
}

inline web::http::http_request
make_request(const web::http::method &Method, const utility::string_t &Path,
             const concurrency::streams::istream &Body, std::size_t Length,
             const utility::string_t &ContentType =
                 _XPLATSTR("application/octet-stream")) {
  web::http::http_request Request(Method);
  Request.set_request_uri(Path);
  Request.set_body(Body, Length, ContentType);
  return Request;
}

} // namespace trace_tidy

#endif // TRACE_TIDY_CPPREST_H
