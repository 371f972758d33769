// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Kind and status of a span, its keys in a Context, and the options of End.
#pragma once

#include <cstdint>

#include "opentelemetry/common/timestamp.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
#if OPENTELEMETRY_ABI_VERSION_NO >= 2
enum class SpanKind : std::uint8_t {
#else
enum class SpanKind {
#endif
  kInternal,
  kServer,
  kClient,
  kProducer,
  kConsumer,
};

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
enum class StatusCode : std::uint8_t { kUnset, kOk, kError };
#else
enum class StatusCode { kUnset, kOk, kError };
#endif

constexpr char kSpanKey[] = "active_span";
constexpr char kIsRootSpanKey[] = "is_root_span";

struct EndSpanOptions {
  common::SteadyTimestamp end_steady_time;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
