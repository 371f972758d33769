// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What an export came to.
#pragma once

#include <cstdint>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::common {
enum class ExportResult : std::uint8_t {
  kSuccess = 0,
  kFailure = 1,
  kFailureFull = 2,
  kFailureInvalidArgument = 3
};
} // namespace sdk::common
OPENTELEMETRY_END_NAMESPACE
