// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::client {
static constexpr const char *kClientAddress = "client.address";
static constexpr const char *kClientPort = "client.port";
} // namespace semconv::client
OPENTELEMETRY_END_NAMESPACE
