// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libcurl: CurlRequest adds headers to a transfer for as long as it lives.
#ifndef TRACE_TIDY_CURL_H
#define TRACE_TIDY_CURL_H

#include "trace_tidy/carrier.h"

#include <curl/curl.h>

#include <string>

namespace trace_tidy {

/// A carrier around an easy handle, made for the length of one transfer:
///
///   curl_easy_perform(trace_tidy::inject(
///       trace_tidy::CurlRequest(Handle, Headers)));
///
/// The handle sends a copy of Headers, and what was set, while it lives; from
/// then on Headers again, or none where that is null. Headers has to be the
/// list that the handle has by CURLOPT_HTTPHEADER, if any: libcurl cannot be
/// asked for it. Neither Headers nor the handle is owned, or changed in another
/// way.
///
/// Not for curl_multi_add_handle: the transfer goes on when that returns, and
/// the temporary is gone. There it has to be kept until the transfer is done.
///
/// Where there is no memory for a line, the transfer goes out without it.
class CurlRequest {
public:
  explicit CurlRequest(CURL *Easy, curl_slist *Sent = nullptr)
      : Handle(Easy), Headers(Sent) {
    for (const curl_slist *Line = Headers; Line; Line = Line->next)
      append(Line->data);
    curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, Lines);
  }

  ~CurlRequest() {
    curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, Headers);
    curl_slist_free_all(Lines);
  }

  CurlRequest(const CurlRequest &) = delete;
  CurlRequest &operator=(const CurlRequest &) = delete;

  operator CURL *() const { return Handle; }

  /// Sends "Name: Value" in place of any header of that name.
  void set(const std::string &Name, const std::string &Value) {
    remove(Name);
    append((Name + ": " + Value).c_str());
    curl_easy_setopt(Handle, CURLOPT_HTTPHEADER, Lines);
  }

private:
  void append(const char *Line) {
    if (curl_slist *Longer = curl_slist_append(Lines, Line))
      Lines = Longer;
  }

  void remove(const std::string &Name) {
    curl_slist **Link = &Lines;
    while (curl_slist *Line = *Link) {
      if (isNamed(Line->data, Name)) {
        *Link = Line->next;
        Line->next = nullptr;
        curl_slist_free_all(Line);
      } else {
        Link = &Line->next;
      }
    }
  }

  /// "Name: value", or "Name;", which sends the header without a value.
  static bool isNamed(const char *Line, const std::string &Name) {
    return curl_strnequal(Line, Name.c_str(), Name.size()) &&
           (Line[Name.size()] == ':' || Line[Name.size()] == ';');
  }

  CURL *Handle;
  curl_slist *Headers;
  curl_slist *Lines = nullptr;
};

template <> struct CarrierTraits<CurlRequest> {
  static void set(CurlRequest &Carrier, const std::string &Key,
                  const std::string &Value) {
    Carrier.set(Key, Value);
  }
};

} // namespace trace_tidy

#endif // TRACE_TIDY_CURL_H
