// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Options of the batch processor; OTEL_BSP_* variables are not read.
#pragma once

#include <chrono>
#include <cstddef>

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
struct OPENTELEMETRY_EXPORT BatchSpanProcessorOptions {
  size_t max_queue_size = 2048;
  std::chrono::milliseconds schedule_delay_millis{5000};
  std::chrono::milliseconds export_timeout{30000};
  size_t max_export_batch_size = 512;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
