// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads model files strictly: unknown, missing or double keys and bad values
// are errors with file, line and column.
#ifndef TRACE_TIDY_ANALYSIS_MODEL_MODELREADER_H
#define TRACE_TIDY_ANALYSIS_MODEL_MODELREADER_H

#include "analysis/model/Model.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace trace_tidy {

/// Reads one model file.
llvm::Expected<std::shared_ptr<const Model>>
readModel(llvm::StringRef Yaml, llvm::StringRef FileName);

/// Reads a .trace-tidy.yaml (models under the key `models`) or a model file.
/// Null when the file has no models.
llvm::Expected<std::shared_ptr<const Model>>
readProjectFile(llvm::StringRef Yaml, llvm::StringRef FileName);

} // namespace trace_tidy

#endif
