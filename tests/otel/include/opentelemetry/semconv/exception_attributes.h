// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::exception {
static constexpr const char *kExceptionMessage = "exception.message";
static constexpr const char *kExceptionStacktrace = "exception.stacktrace";
static constexpr const char *kExceptionType = "exception.type";
} // namespace semconv::exception
OPENTELEMETRY_END_NAMESPACE
