// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::url {
static constexpr const char *kUrlFull = "url.full";
static constexpr const char *kUrlPath = "url.path";
static constexpr const char *kUrlQuery = "url.query";
static constexpr const char *kUrlScheme = "url.scheme";
static constexpr const char *kUrlFragment = "url.fragment";
} // namespace semconv::url
OPENTELEMETRY_END_NAMESPACE
