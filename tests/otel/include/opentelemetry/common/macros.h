// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Attribute macros of the API; those for sanitizers and Windows are left
// out.
#pragma once

#define OPENTELEMETRY_EXPORT
#define OPENTELEMETRY_API_SINGLETON __attribute__((visibility("default")))
#define OPENTELEMETRY_LOCAL_SYMBOL __attribute__((visibility("hidden")))
#define OPENTELEMETRY_MAYBE_UNUSED [[maybe_unused]]
#define OPENTELEMETRY_DEPRECATED [[deprecated]]
#define OPENTELEMETRY_DEPRECATED_MESSAGE(msg) [[deprecated(msg)]]
#define OPENTELEMETRY_LIKELY_CONDITION(C) (__builtin_expect(!!(C), true))
#define OPENTELEMETRY_UNLIKELY_CONDITION(C) (__builtin_expect(!!(C), false))
#define OPENTELEMETRY_HAVE_WORKING_REGEX 0

#ifdef __cpp_exceptions
#define OPENTELEMETRY_HAVE_EXCEPTIONS 1
#else
#define OPENTELEMETRY_HAVE_EXCEPTIONS 0
#endif
#ifdef __cpp_rtti
#define OPENTELEMETRY_RTTI_ENABLED
#endif
#ifdef __clang__
#define OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND [[clang::lifetimebound]]
#else
#define OPENTELEMETRY_ATTRIBUTE_LIFETIME_BOUND
#endif
