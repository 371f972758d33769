// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Content hashes: of bytes, and of functions and classes with their names and
// places spelled out, so that equal ones of different summaries have equal
// hashes. 64 bits (xxh3): for telling apart, not against an attacker.
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_HASH_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_HASH_H

#include "analysis/facts/Facts.h"

namespace trace_tidy {

uint64_t hashBytes(llvm::StringRef Bytes);

/// Sets Hash of every function and class.
void hashContents(Summary &Of);

} // namespace trace_tidy

#endif
