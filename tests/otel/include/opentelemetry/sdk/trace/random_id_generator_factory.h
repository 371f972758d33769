// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Makes a RandomIdGenerator.
#pragma once

#include <memory>

#include "opentelemetry/sdk/trace/random_id_generator.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class RandomIdGeneratorFactory {
public:
  static std::unique_ptr<IdGenerator> Create() {
    return std::make_unique<RandomIdGenerator>();
  }
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
