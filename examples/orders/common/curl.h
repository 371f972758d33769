// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owners for libcurl's handles and header lists, and the callback that
// collects an answer's body.

#ifndef ORDERS_COMMON_CURL_H
#define ORDERS_COMMON_CURL_H

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <string>

namespace shop {

struct CurlDeleter {
  void operator()(CURL *Handle) const { curl_easy_cleanup(Handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlDeleter>;

/// The header lines of one request. libcurl copies none of them, so this has
/// to outlive the transfer.
class CurlHeaders {
public:
  CurlHeaders() = default;
  CurlHeaders(const CurlHeaders &) = delete;
  CurlHeaders &operator=(const CurlHeaders &) = delete;
  ~CurlHeaders() { curl_slist_free_all(List); }

  /// Adds \p Line ("Name: value").
  void Append(const std::string &Line) {
    // Null means out of memory; the list itself is untouched then.
    if (curl_slist *Longer = curl_slist_append(List, Line.c_str()))
      List = Longer;
  }

  curl_slist *get() const { return List; }

private:
  curl_slist *List = nullptr;
};

/// For CURLOPT_WRITEFUNCTION, with a std::string as CURLOPT_WRITEDATA.
inline std::size_t CollectBody(char *Data, std::size_t Size, std::size_t Count,
                               void *Body) {
  static_cast<std::string *>(Body)->append(Data, Size * Count);
  return Size * Count;
}

} // namespace shop

#endif // ORDERS_COMMON_CURL_H
