// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::error {
static constexpr const char *kErrorType = "error.type";
} // namespace semconv::error
OPENTELEMETRY_END_NAMESPACE
