// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of semantic conventions that are not stable yet.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::process {
static constexpr const char *kProcessPid = "process.pid";
static constexpr const char *kProcessExecutableName = "process.executable.name";
} // namespace semconv::process
OPENTELEMETRY_END_NAMESPACE
