// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute names of the stable semantic conventions; a subset.
#pragma once

#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace semconv::db {
static constexpr const char *kDbCollectionName = "db.collection.name";
static constexpr const char *kDbNamespace = "db.namespace";
static constexpr const char *kDbOperationName = "db.operation.name";
static constexpr const char *kDbQuerySummary = "db.query.summary";
static constexpr const char *kDbQueryText = "db.query.text";
static constexpr const char *kDbResponseStatusCode = "db.response.status_code";
static constexpr const char *kDbStoredProcedureName =
    "db.stored_procedure.name";
static constexpr const char *kDbSystemName = "db.system.name";
} // namespace semconv::db
OPENTELEMETRY_END_NAMESPACE
