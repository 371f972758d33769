// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::service {
static constexpr const char *kServiceName = "service.name";
static constexpr const char *kServiceNamespace = "service.namespace";
static constexpr const char *kServiceVersion = "service.version";
static constexpr const char *kServiceInstanceId = "service.instance.id";
} // namespace semconv::service
OPENTELEMETRY_END_NAMESPACE
