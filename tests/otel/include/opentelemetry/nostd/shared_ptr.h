// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::shared_ptr: its own class round a std::shared_ptr, or
// std::shared_ptr itself when OPENTELEMETRY_STL_VERSION is set.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/version.h"

#if defined(OPENTELEMETRY_STL_VERSION)
#define OPENTELEMETRY_HAVE_STD_SHARED_PTR
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
template <class... Types> using shared_ptr = std::shared_ptr<Types...>;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#else
OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
// As in the real one there is no conversion from an lvalue shared_ptr<Derived>
// and none back to std::shared_ptr.
template <class T> class shared_ptr {
public:
  using element_type = T;
  using pointer = element_type *;

  shared_ptr() noexcept = default;
  explicit shared_ptr(pointer P) : Ptr(P) {}
  shared_ptr(std::shared_ptr<T> P) noexcept : Ptr(std::move(P)) {}
  shared_ptr(shared_ptr &&) noexcept = default;
  shared_ptr(const shared_ptr &) noexcept = default;
  template <class U,
            class = std::enable_if_t<std::is_convertible_v<U *, pointer>>>
  shared_ptr(shared_ptr<U> &&Other) noexcept : Ptr(std::move(Other.Ptr)) {}
  shared_ptr(unique_ptr<T> &&Other) noexcept : Ptr(Other.release()) {}
  shared_ptr(std::unique_ptr<T> &&Other) noexcept : Ptr(std::move(Other)) {}

  shared_ptr &operator=(shared_ptr &&) noexcept = default;
  shared_ptr &operator=(const shared_ptr &) noexcept = default;
  shared_ptr &operator=(std::nullptr_t) noexcept {
    Ptr.reset();
    return *this;
  }

  element_type &operator*() const noexcept { return *Ptr; }
  pointer operator->() const noexcept { return Ptr.get(); }
  operator bool() const noexcept { return Ptr != nullptr; }
  pointer get() const noexcept { return Ptr.get(); }
  void swap(shared_ptr &Other) noexcept { Ptr.swap(Other.Ptr); }

private:
  template <class U> friend class shared_ptr;

  std::shared_ptr<T> Ptr;
};

template <class T, class U>
bool operator==(const shared_ptr<T> &L, const shared_ptr<U> &R) noexcept {
  return L.get() == R.get();
}
template <class T>
bool operator==(const shared_ptr<T> &L, std::nullptr_t) noexcept {
  return L.get() == nullptr;
}
template <class T>
bool operator==(std::nullptr_t, const shared_ptr<T> &R) noexcept {
  return R.get() == nullptr;
}
template <class T, class U>
bool operator!=(const shared_ptr<T> &L, const shared_ptr<U> &R) noexcept {
  return L.get() != R.get();
}
template <class T>
bool operator!=(const shared_ptr<T> &L, std::nullptr_t) noexcept {
  return L.get() != nullptr;
}
template <class T>
bool operator!=(std::nullptr_t, const shared_ptr<T> &R) noexcept {
  return R.get() != nullptr;
}
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
#endif
