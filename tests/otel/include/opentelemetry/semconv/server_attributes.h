// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::server {
static constexpr const char *kServerAddress = "server.address";
static constexpr const char *kServerPort = "server.port";
} // namespace semconv::server
OPENTELEMETRY_END_NAMESPACE
