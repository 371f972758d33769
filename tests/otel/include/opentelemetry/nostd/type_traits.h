// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Traits that nostd adds for C++11 users; all from the standard library
// here.
#pragma once

#include <type_traits>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
using std::add_pointer_t;
using std::enable_if_t;
using std::is_nothrow_swappable;
using std::is_swappable;
using std::remove_const_t;
using std::remove_reference_t;
template <typename T>
using remove_cvref_t = std::remove_cv_t<std::remove_reference_t<T>>;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
