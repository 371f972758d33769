// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of semantic conventions that are not stable yet.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::rpc {
static constexpr const char *kRpcMethod = "rpc.method";
static constexpr const char *kRpcSystemName = "rpc.system.name";
static constexpr const char *kRpcResponseStatusCode =
    "rpc.response.status_code";
static constexpr const char *kRpcService = "rpc.service";
static constexpr const char *kRpcSystem = "rpc.system";
static constexpr const char *kRpcGrpcStatusCode = "rpc.grpc.status_code";
namespace RpcSystemNameValues {
static constexpr const char *kGrpc = "grpc";
} // namespace RpcSystemNameValues
} // namespace semconv::rpc
OPENTELEMETRY_END_NAMESPACE
