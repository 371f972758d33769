// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::code {
static constexpr const char *kCodeFunctionName = "code.function.name";
static constexpr const char *kCodeFilePath = "code.file.path";
static constexpr const char *kCodeLineNumber = "code.line.number";
} // namespace semconv::code
OPENTELEMETRY_END_NAMESPACE
