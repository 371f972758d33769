// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::http {
static constexpr const char *kHttpRequestMethod = "http.request.method";
static constexpr const char *kHttpRequestMethodOriginal =
    "http.request.method_original";
static constexpr const char *kHttpRequestHeader = "http.request.header";
static constexpr const char *kHttpRequestResendCount =
    "http.request.resend_count";
static constexpr const char *kHttpResponseHeader = "http.response.header";
static constexpr const char *kHttpResponseStatusCode =
    "http.response.status_code";
static constexpr const char *kHttpRoute = "http.route";
namespace HttpRequestMethodValues {
static constexpr const char *kDelete = "DELETE";
static constexpr const char *kGet = "GET";
static constexpr const char *kPost = "POST";
static constexpr const char *kPut = "PUT";
} // namespace HttpRequestMethodValues
} // namespace semconv::http
OPENTELEMETRY_END_NAMESPACE
