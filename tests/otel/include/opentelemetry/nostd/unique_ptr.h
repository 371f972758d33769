// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::unique_ptr: its own class without a deleter, or std::unique_ptr
// when OPENTELEMETRY_STL_VERSION is set.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "opentelemetry/version.h"

#if defined(OPENTELEMETRY_STL_VERSION)
#define OPENTELEMETRY_HAVE_STD_UNIQUE_PTR
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
template <class... Types> using unique_ptr = std::unique_ptr<Types...>;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#else
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
template <class T> class unique_ptr {
public:
  using element_type = std::remove_extent_t<T>;
  using pointer = element_type *;

private:
  template <class U>
  using IfConvertible = std::enable_if_t<std::is_convertible_v<U *, pointer>>;

public:
  unique_ptr() noexcept = default;
  unique_ptr(std::nullptr_t) noexcept {}
  explicit unique_ptr(pointer P) noexcept : Ptr(P) {}
  unique_ptr(unique_ptr &&Other) noexcept : Ptr(Other.release()) {}
  unique_ptr(const unique_ptr &) = delete;
  unique_ptr &operator=(const unique_ptr &) = delete;
  template <class U, class = IfConvertible<U>>
  unique_ptr(unique_ptr<U> &&Other) noexcept : Ptr(Other.release()) {}
  template <class U, class = IfConvertible<U>>
  unique_ptr(std::unique_ptr<U> &&Other) noexcept : Ptr(Other.release()) {}
  ~unique_ptr() { reset(); }

  unique_ptr &operator=(unique_ptr &&Other) noexcept {
    reset(Other.release());
    return *this;
  }
  unique_ptr &operator=(std::nullptr_t) noexcept {
    reset();
    return *this;
  }
  template <class U, class = IfConvertible<U>>
  unique_ptr &operator=(unique_ptr<U> &&Other) noexcept {
    reset(Other.release());
    return *this;
  }
  template <class U, class = IfConvertible<U>>
  unique_ptr &operator=(std::unique_ptr<U> &&Other) noexcept {
    reset(Other.release());
    return *this;
  }

  operator std::unique_ptr<T>() &&noexcept {
    return std::unique_ptr<T>{release()};
  }
  operator bool() const noexcept { return Ptr != nullptr; }
  element_type &operator*() const noexcept { return *Ptr; }
  pointer operator->() const noexcept { return Ptr; }
  pointer get() const noexcept { return Ptr; }

  // The old pointee dies before the new pointer is stored, as in the real one.
  void reset(pointer P = nullptr) noexcept {
    if constexpr (std::is_array_v<T>)
      delete[] Ptr;
    else
      delete Ptr;
    Ptr = P;
  }
  pointer release() noexcept { return std::exchange(Ptr, nullptr); }
  void swap(unique_ptr &Other) noexcept { std::swap(Ptr, Other.Ptr); }

private:
  pointer Ptr = nullptr;
};

template <class T, class U>
bool operator==(const unique_ptr<T> &L, const unique_ptr<U> &R) noexcept {
  return L.get() == R.get();
}
template <class T>
bool operator==(const unique_ptr<T> &L, std::nullptr_t) noexcept {
  return L.get() == nullptr;
}
template <class T>
bool operator==(std::nullptr_t, const unique_ptr<T> &R) noexcept {
  return R.get() == nullptr;
}
template <class T, class U>
bool operator!=(const unique_ptr<T> &L, const unique_ptr<U> &R) noexcept {
  return L.get() != R.get();
}
template <class T>
bool operator!=(const unique_ptr<T> &L, std::nullptr_t) noexcept {
  return L.get() != nullptr;
}
template <class T>
bool operator!=(std::nullptr_t, const unique_ptr<T> &R) noexcept {
  return R.get() != nullptr;
}
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#endif
