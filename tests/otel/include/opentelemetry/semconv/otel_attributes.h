// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::otel {
static constexpr const char *kOtelScopeName = "otel.scope.name";
static constexpr const char *kOtelScopeVersion = "otel.scope.version";
static constexpr const char *kOtelStatusCode = "otel.status_code";
static constexpr const char *kOtelStatusDescription = "otel.status_description";
} // namespace semconv::otel
OPENTELEMETRY_END_NAMESPACE
