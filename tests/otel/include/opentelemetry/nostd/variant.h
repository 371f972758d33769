// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// nostd::variant: std::variant in every configuration, where the real
// default is a copy of absl::variant (which converts a little more
// strictly).
#pragma once

#include <cstddef>
#include <variant>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace nostd {
using std::bad_variant_access;
using std::get;
using std::get_if;
using std::holds_alternative;
using std::monostate;
using std::variant;
using std::variant_alternative_t;
using std::variant_size;
using std::visit;
} // namespace nostd
OPENTELEMETRY_END_NAMESPACE
