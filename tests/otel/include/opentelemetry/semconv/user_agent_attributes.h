// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::user_agent {
static constexpr const char *kUserAgentOriginal = "user_agent.original";
} // namespace semconv::user_agent
OPENTELEMETRY_END_NAMESPACE
