// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is asked of each file: which checks with which options, from the nearest
// .clang-tidy and from the command line, as clang-tidy would have it.
#ifndef TRACE_TIDY_TOOL_CONFIGURATION_H
#define TRACE_TIDY_TOOL_CONFIGURATION_H

#include "analysis/finding/CheckOptions.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::tidy {
class FileOptionsProvider;
struct ClangTidyOptions;
} // namespace clang::tidy

namespace trace_tidy {

/// Whose findings are shown: those in the main file always.
class HeaderFilter {
public:
  /// Empty: all. The first error of the two expressions, or "".
  std::string set(llvm::StringRef Wanted, llvm::StringRef Unwanted);
  bool shows(llvm::StringRef File) const;

private:
  std::optional<llvm::Regex> Wanted, Unwanted;
};

struct FileConfiguration {
  std::vector<CheckSettings> Checks;
  std::shared_ptr<const HeaderFilter> Headers;
};

/// Not for use by several threads at once.
class Configuration {
public:
  /// Checks and HeaderFilterText are what the command line gives, or "".
  Configuration(llvm::StringRef Checks, llvm::StringRef HeaderFilterText);
  ~Configuration();

  /// What applies to the file. An error names the .clang-tidy and what is wrong
  /// in it; each error is returned once.
  llvm::Expected<FileConfiguration> of(llvm::StringRef AbsoluteFile);

private:
  llvm::Expected<FileConfiguration> read(llvm::StringRef AbsoluteFile);

  std::string Checks, HeaderFilterText;
  std::unique_ptr<clang::tidy::FileOptionsProvider> Provider;
  std::vector<std::string> ParseErrors;
  std::map<std::string, FileConfiguration> ByDirectory;
};

} // namespace trace_tidy

#endif
