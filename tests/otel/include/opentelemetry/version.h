// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Version and the inline namespace of the ABI. TRACE_TIDY_OTEL tells these
// headers from the real ones.
#pragma once

#include "opentelemetry/common/macros.h"
#include "opentelemetry/detail/preprocessor.h"

#define TRACE_TIDY_OTEL 1

#ifndef OPENTELEMETRY_ABI_VERSION_NO
#define OPENTELEMETRY_ABI_VERSION_NO 1
#endif
#define OPENTELEMETRY_ABI_VERSION                                              \
  OPENTELEMETRY_STRINGIFY(OPENTELEMETRY_ABI_VERSION_NO)

#define OPENTELEMETRY_VERSION "1.29.0-dev"
#define OPENTELEMETRY_VERSION_MAJOR 1
#define OPENTELEMETRY_VERSION_MINOR 29
#define OPENTELEMETRY_VERSION_PATCH 0

#define OPENTELEMETRY_NAMESPACE                                                \
  opentelemetry::OPENTELEMETRY_CONCAT(v, OPENTELEMETRY_ABI_VERSION_NO)
#define OPENTELEMETRY_BEGIN_NAMESPACE                                          \
  namespace opentelemetry {                                                    \
  inline namespace OPENTELEMETRY_CONCAT(v, OPENTELEMETRY_ABI_VERSION_NO) {
#define OPENTELEMETRY_END_NAMESPACE                                            \
  }                                                                            \
  }
