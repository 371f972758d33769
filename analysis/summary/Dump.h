// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A summary as JSON, with names and places spelled out: for people and scripts.
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_DUMP_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_DUMP_H

#include "analysis/facts/Facts.h"

namespace llvm {
class raw_ostream;
}

namespace trace_tidy {

/// Instructions are in the words of facts/Print.h.
void dumpJson(const Summary &Of, llvm::raw_ostream &Out);

} // namespace trace_tidy

#endif
