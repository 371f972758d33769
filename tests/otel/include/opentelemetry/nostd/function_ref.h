// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::function_ref: a non-owning view of a callable.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
template <class Sig> class function_ref;

template <class R, class... Args> class function_ref<R(Args...)> {
public:
  function_ref(std::nullptr_t) {}
  template <
      class F,
      std::enable_if_t<!std::is_same_v<function_ref, std::decay_t<F>>, int> = 0,
      std::enable_if_t<
          std::is_convertible_v<std::invoke_result_t<F &, Args...>, R>, int> =
          0>
  function_ref(F &&Fn) {
    using Callable = std::remove_reference_t<F>;
    if constexpr (std::is_function_v<std::remove_pointer_t<Callable>>) {
      using Pointer = std::decay_t<Callable>;
      Object = reinterpret_cast<void *>(static_cast<Pointer>(Fn));
      Call = [](void *O, Args... A) -> R {
        return reinterpret_cast<Pointer>(O)(std::forward<Args>(A)...);
      };
    } else {
      Object = const_cast<void *>(
          static_cast<const volatile void *>(std::addressof(Fn)));
      Call = [](void *O, Args... A) -> R {
        return (*static_cast<Callable *>(O))(std::forward<Args>(A)...);
      };
    }
  }

  R operator()(Args... A) const {
    return Call(Object, std::forward<Args>(A)...);
  }
  explicit operator bool() const { return Call != nullptr; }

private:
  void *Object = nullptr;
  R (*Call)(void *, Args...) = nullptr;
};
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
