// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::network {
static constexpr const char *kNetworkLocalAddress = "network.local.address";
static constexpr const char *kNetworkLocalPort = "network.local.port";
static constexpr const char *kNetworkPeerAddress = "network.peer.address";
static constexpr const char *kNetworkPeerPort = "network.peer.port";
static constexpr const char *kNetworkProtocolName = "network.protocol.name";
static constexpr const char *kNetworkProtocolVersion =
    "network.protocol.version";
static constexpr const char *kNetworkTransport = "network.transport";
static constexpr const char *kNetworkType = "network.type";
} // namespace semconv::network
OPENTELEMETRY_END_NAMESPACE
