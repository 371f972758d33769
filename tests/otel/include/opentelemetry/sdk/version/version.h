// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Version of the SDK.
#pragma once

#include "opentelemetry/version.h"

#define OPENTELEMETRY_SDK_VERSION OPENTELEMETRY_VERSION
