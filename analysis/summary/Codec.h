// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Summaries as bytes: the format of Summary.fbs (FlatBuffers), written by
// `trace-tidy summarize` and `link`, read by everything behind them.
#ifndef TRACE_TIDY_ANALYSIS_SUMMARY_CODEC_H
#define TRACE_TIDY_ANALYSIS_SUMMARY_CODEC_H

#include "analysis/facts/Facts.h"
#include "llvm/Support/Error.h"
#include <string>

namespace trace_tidy {

/// The bytes of a summary; equal summaries in canonical form (Link.h) give
/// equal bytes. An error when it is larger than the format can hold (2 GB).
llvm::Expected<std::string> writeSummary(const Summary &From);

/// Reads what writeSummary wrote. Name, of the file, begins every error: bytes
/// that are no summary, another version, damage. What is returned can be used
/// without further checks, whoever wrote the bytes.
llvm::Expected<Summary> readSummary(llvm::StringRef Bytes,
                                    llvm::StringRef Name);

/// The same for a file on disk.
llvm::Expected<Summary> readSummaryFile(llvm::StringRef Name);

} // namespace trace_tidy

#endif
