// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of semantic conventions that are not stable yet.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::peer {
static constexpr const char *kPeerService = "peer.service";
} // namespace semconv::peer
OPENTELEMETRY_END_NAMESPACE
