// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files that are written whole or not at all.
#ifndef TRACE_TIDY_TOOL_OUTPUT_H
#define TRACE_TIDY_TOOL_OUTPUT_H

#include "llvm/Support/Error.h"
#include <string>
#include <utility>

namespace trace_tidy {

/// New contents of a file in a temporary one beside it, until they are put in
/// its place or dropped. What is there already keeps its mode and, as far as
/// may be, its owner; of a link it is what the link leads to. Other hard links
/// of the file keep the old contents.
class StagedFile {
public:
  /// Errors name Path.
  static llvm::Expected<StagedFile> create(llvm::StringRef Path,
                                           llvm::StringRef Bytes);
  StagedFile(StagedFile &&Other) noexcept
      : Path(std::move(Other.Path)), Target(std::move(Other.Target)),
        Temporary(std::exchange(Other.Temporary, std::string())) {}
  StagedFile &operator=(StagedFile &&) = delete;
  ~StagedFile() { drop(); }

  llvm::Error keep();
  void drop();

private:
  StagedFile(std::string Path, std::string Target, std::string Temporary)
      : Path(std::move(Path)), Target(std::move(Target)),
        Temporary(std::move(Temporary)) {}

  std::string Path;      // as given
  std::string Target;    // where it leads to
  std::string Temporary; // empty: kept or dropped
};

/// Writes a temporary file beside Path and renames it. On an error (no
/// permission, disk full), which names Path, what was there before is
/// untouched. A pipe or device is written to.
llvm::Error writeAtomically(llvm::StringRef Path, llvm::StringRef Bytes);

} // namespace trace_tidy

#endif
