// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of semantic conventions that are not stable yet.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::thread {
static constexpr const char *kThreadId = "thread.id";
static constexpr const char *kThreadName = "thread.name";
} // namespace semconv::thread
OPENTELEMETRY_END_NAMESPACE
