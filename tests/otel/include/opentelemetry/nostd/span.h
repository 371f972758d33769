// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::span: its own class, or std::span when OPENTELEMETRY_STL_VERSION
// >= 2020 and the compiler has it.
#pragma once

#include <array>
#include <cstddef>
#include <exception>
#include <type_traits>
#if __has_include(<version>)
#include <version>
#endif

#include "opentelemetry/nostd/utility.h"
#include "opentelemetry/version.h"

#if defined(OPENTELEMETRY_STL_VERSION) && OPENTELEMETRY_STL_VERSION >= 2020 && \
    defined(__cpp_lib_span)
#define OPENTELEMETRY_HAVE_SPAN
#include <span>
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
using std::dynamic_extent;
using std::span;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#else
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
constexpr std::size_t dynamic_extent = static_cast<std::size_t>(-1);

template <class T, std::size_t Extent = dynamic_extent> class span;

namespace detail {
template <class T> struct is_array_or_span : std::is_array<T> {};
template <class T, std::size_t N>
struct is_array_or_span<std::array<T, N>> : std::true_type {};
template <class T, std::size_t N>
struct is_array_or_span<span<T, N>> : std::true_type {};
} // namespace detail

template <class T, std::size_t Extent> class span {
  static constexpr bool fits(std::size_t N) {
    return Extent == dynamic_extent || Extent == N;
  }
  template <class U>
  using IfElement = std::enable_if_t<std::is_convertible_v<U (*)[], T (*)[]>>;
  template <class C>
  using IfContainer = std::enable_if_t<
      !detail::is_array_or_span<std::remove_const_t<C>>::value &&
      std::is_convertible_v<
          std::remove_pointer_t<decltype(std::data(std::declval<C &>()))> (*)[],
          T (*)[]> &&
      std::is_convertible_v<decltype(std::size(std::declval<const C &>())),
                            std::size_t>>;

public:
  static constexpr std::size_t extent = Extent;

  template <std::size_t E = Extent,
            std::enable_if_t<E == 0 || E == dynamic_extent> * = nullptr>
  span() noexcept {}
  span(T *Ptr, std::size_t Count) noexcept : Ptr(Ptr), Count(Count) {
    if (!fits(Count))
      std::terminate();
  }
  span(T *First, T *Last) noexcept
      : span(First, static_cast<std::size_t>(Last - First)) {}
  template <std::size_t N, std::enable_if_t<fits(N)> * = nullptr>
  span(T (&Array)[N]) noexcept : Ptr(Array), Count(N) {}
  template <std::size_t N, std::enable_if_t<fits(N)> * = nullptr>
  span(std::array<T, N> &Array) noexcept : Ptr(Array.data()), Count(N) {}
  template <class U, std::size_t N, class = IfElement<const U>,
            std::enable_if_t<fits(N)> * = nullptr>
  span(const std::array<U, N> &Array) noexcept : Ptr(Array.data()), Count(N) {}
  template <class C, class = IfContainer<C>>
  span(C &Container) : span(std::data(Container), std::size(Container)) {}
  template <class C, class = IfContainer<const C>, int = 0>
  span(const C &Container) : span(std::data(Container), std::size(Container)) {}
  template <class U, std::size_t N, class = IfElement<U>,
            std::enable_if_t<fits(N)> * = nullptr>
  span(const span<U, N> &Other) noexcept
      : Ptr(Other.data()), Count(Other.size()) {}

  bool empty() const noexcept { return Count == 0; }
  T *data() const noexcept { return Ptr; }
  std::size_t size() const noexcept { return Count; }
  T &operator[](std::size_t I) const noexcept { return Ptr[I]; }
  T *begin() const noexcept { return Ptr; }
  T *end() const noexcept { return Ptr + Count; }

private:
  T *Ptr = nullptr;
  std::size_t Count = 0;
};
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#endif
