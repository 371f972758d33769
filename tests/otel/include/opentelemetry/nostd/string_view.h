// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::string_view: its own class, or std::string_view when
// OPENTELEMETRY_STL_VERSION >= 2017.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>

#include "opentelemetry/version.h"

#if defined(OPENTELEMETRY_STL_VERSION) && OPENTELEMETRY_STL_VERSION >= 2017
#define OPENTELEMETRY_HAVE_STD_STRING_VIEW
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
using string_view = std::string_view;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#else
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
class string_view {
public:
  using size_type = std::size_t;
  static constexpr size_type npos = static_cast<size_type>(-1);

  constexpr string_view() noexcept = default;
  constexpr string_view(const char *Str) noexcept
      : Data(Str), Length(std::char_traits<char>::length(Str)) {}
  string_view(
      const std::string &Str OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND) noexcept
      : Data(Str.data()), Length(Str.size()) {}
  constexpr string_view(const char *Str, size_type Len) noexcept
      : Data(Str), Length(Len) {}

  explicit operator std::string() const { return {Data, Length}; }

  const char *data() const noexcept { return Data; }
  bool empty() const noexcept { return Length == 0; }
  size_type length() const noexcept { return Length; }
  size_type size() const noexcept { return Length; }
  const char *begin() const noexcept { return Data; }
  const char *end() const noexcept { return Data + Length; }
  const char &operator[](size_type I) const { return Data[I]; }

  string_view substr(size_type Pos, size_type N = npos) const {
    if (Pos > Length)
      throw std::out_of_range("opentelemetry::nostd::string_view");
    return string_view(Data + Pos, N < Length - Pos ? N : Length - Pos);
  }
  int compare(string_view V) const noexcept { return std().compare(V.std()); }
  int compare(size_type Pos, size_type N, string_view V) const {
    return substr(Pos, N).compare(V);
  }
  size_type find(char C, size_type Pos = 0) const noexcept {
    return std().find(C, Pos);
  }
  bool operator<(const string_view V) const noexcept { return compare(V) < 0; }
  bool operator>(const string_view V) const noexcept { return compare(V) > 0; }

private:
  std::string_view std() const noexcept { return {Data, Length}; }

  const char *Data = nullptr;
  size_type Length = 0;
};

// The overloads for std::string and const char * settle what would else be
// ambiguous with std::string's own comparison.
inline bool operator==(string_view L, string_view R) noexcept {
  return L.size() == R.size() && L.compare(R) == 0;
}
inline bool operator==(string_view L, const std::string &R) noexcept {
  return L == string_view(R);
}
inline bool operator==(const std::string &L, string_view R) noexcept {
  return string_view(L) == R;
}
inline bool operator==(string_view L, const char *R) noexcept {
  return L == string_view(R);
}
inline bool operator==(const char *L, string_view R) noexcept {
  return string_view(L) == R;
}
inline bool operator!=(string_view L, string_view R) noexcept {
  return !(L == R);
}
inline bool operator!=(string_view L, const std::string &R) noexcept {
  return !(L == R);
}
inline bool operator!=(const std::string &L, string_view R) noexcept {
  return !(L == R);
}
inline bool operator!=(string_view L, const char *R) noexcept {
  return !(L == R);
}
inline bool operator!=(const char *L, string_view R) noexcept {
  return !(L == R);
}

template <class Traits> // a template, so that <ostream> is not needed here
std::basic_ostream<char, Traits> &
operator<<(std::basic_ostream<char, Traits> &OS, string_view S) {
  return OS.write(S.data(), static_cast<std::ptrdiff_t>(S.size()));
}
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE

template <> struct std::hash<OPENTELEMETRY_NAMESPACE::nostd::string_view> {
  std::size_t
  operator()(OPENTELEMETRY_NAMESPACE::nostd::string_view S) const noexcept {
    return std::hash<std::string_view>{}({S.data(), S.size()});
  }
};
#endif
