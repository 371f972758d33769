// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which models apply to a source file: the built-in ones, the project's
// .trace-tidy.yaml and the files that options name; read once a process.
#ifndef TRACE_TIDY_ANALYSIS_PROJECTMODELS_H
#define TRACE_TIDY_ANALYSIS_PROJECTMODELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <string>

namespace trace_tidy {

class ModelSet;

/// The nearest file of this name in the directory of SourceFile and upward, or
/// "". Name may have directories in it; an absolute one is returned as it is.
std::string findUpward(llvm::StringRef SourceFile, llvm::StringRef Name);

/// The models for SourceFile: built-in, plus the nearest .trace-tidy.yaml
/// upward of it (else of the current directory), plus Extra. A relative name in
/// Extra is looked for likewise, and then in the current directory. Safe to
/// call from many threads; files are read again when they changed.
llvm::Expected<std::shared_ptr<const ModelSet>>
loadModelsFor(llvm::StringRef SourceFile, llvm::ArrayRef<std::string> Extra);

} // namespace trace_tidy

#endif
