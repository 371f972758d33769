// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of semantic conventions that are not stable yet.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::messaging {
static constexpr const char *kMessagingBatchMessageCount =
    "messaging.batch.message_count";
static constexpr const char *kMessagingClientId = "messaging.client.id";
static constexpr const char *kMessagingConsumerGroupName =
    "messaging.consumer.group.name";
static constexpr const char *kMessagingDestinationName =
    "messaging.destination.name";
static constexpr const char *kMessagingDestinationPartitionId =
    "messaging.destination.partition.id";
static constexpr const char *kMessagingMessageBodySize =
    "messaging.message.body.size";
static constexpr const char *kMessagingMessageId = "messaging.message.id";
static constexpr const char *kMessagingOperationName =
    "messaging.operation.name";
static constexpr const char *kMessagingOperationType =
    "messaging.operation.type";
static constexpr const char *kMessagingSystem = "messaging.system";
} // namespace semconv::messaging
OPENTELEMETRY_END_NAMESPACE
