// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of semantic conventions that are not stable yet.
#pragma once

#include "opentelemetry/semconv/http_attributes.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::http {
static constexpr const char *kHttpRequestBodySize = "http.request.body.size";
static constexpr const char *kHttpResponseBodySize = "http.response.body.size";
static constexpr const char *kHttpRequestSize = "http.request.size";
static constexpr const char *kHttpResponseSize = "http.response.size";
static constexpr const char *kHttpConnectionState = "http.connection.state";
} // namespace semconv::http
OPENTELEMETRY_END_NAMESPACE
