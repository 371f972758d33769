// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a tracer is on.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::trace {
class OPENTELEMETRY_EXPORT TracerConfig {
public:
  bool operator==(const TracerConfig &other) const noexcept {
    return On == other.On;
  }
  bool IsEnabled() const noexcept { return On; }
  static TracerConfig Disabled() { return TracerConfig(false); }
  static TracerConfig Enabled() { return TracerConfig(true); }
  static TracerConfig Default() { return Enabled(); }

private:
  explicit TracerConfig(bool On) : On(On) {}
  bool On;
};
} // namespace sdk::trace
OPENTELEMETRY_END_NAMESPACE
