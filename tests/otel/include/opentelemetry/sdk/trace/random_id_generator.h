// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Ids from the kernel's random numbers (getentropy: Linux, BSD, macOS).
#pragma once

#include <exception>
#include <sys/random.h>
#include <unistd.h>

#include "opentelemetry/sdk/trace/id_generator.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class RandomIdGenerator : public IdGenerator {
public:
  RandomIdGenerator() : IdGenerator(true) {}
  opentelemetry::trace::SpanId GenerateSpanId() noexcept override {
    return generate<opentelemetry::trace::SpanId>();
  }
  opentelemetry::trace::TraceId GenerateTraceId() noexcept override {
    return generate<opentelemetry::trace::TraceId>();
  }

private:
  template <class Id> static Id generate() noexcept {
    uint8_t Bytes[Id::kSize];
    if (::getentropy(Bytes, sizeof(Bytes)) != 0)
      std::terminate();
    return Id(Bytes);
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
