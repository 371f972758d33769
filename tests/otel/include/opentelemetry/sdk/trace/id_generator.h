// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The interface of what makes trace and span ids.
#pragma once

#include "opentelemetry/trace/span_id.h"
#include "opentelemetry/trace/trace_id.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class IdGenerator {
public:
  IdGenerator(bool is_random) : Random(is_random) {}
  virtual ~IdGenerator() = default;
  virtual opentelemetry::trace::SpanId GenerateSpanId() noexcept = 0;
  virtual opentelemetry::trace::TraceId GenerateTraceId() noexcept = 0;
  bool IsRandom() const { return Random; }

private:
  bool Random;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
