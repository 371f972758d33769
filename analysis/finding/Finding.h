// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the analysis concludes. Front ends print findings and decide nothing.
#ifndef TRACE_TIDY_ANALYSIS_FINDING_FINDING_H
#define TRACE_TIDY_ANALYSIS_FINDING_FINDING_H

#include "analysis/finding/Refusal.h"
#include "analysis/model/Roles.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace trace_tidy {

/// One value per row of checks/Checks.def, in that order.
enum class CheckId : uint8_t {
#define TRACING_CHECK(Id, Name, Summary) Id,
#include "checks/Checks.def"
};

inline constexpr unsigned NumChecks = 0
#define TRACING_CHECK(Id, Name, Summary) +1
#include "checks/Checks.def"
    ;

/// "tracing-missing-context-injection" and so on.
llvm::StringRef checkName(CheckId Id);
llvm::StringRef checkSummary(CheckId Id);
/// Takes the name with or without the module's prefix.
std::optional<CheckId> checkByName(llvm::StringRef Name);

/// A place in a source file. Lines and columns count from 1, the offset in
/// bytes from 0. The file is named as the compiler named it, made absolute.
struct SourcePlace {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
  unsigned Offset = 0;

  friend bool operator==(const SourcePlace &, const SourcePlace &) = default;
  friend auto operator<=>(const SourcePlace &, const SourcePlace &) = default;
};

struct Note {
  SourcePlace At;
  std::string Message;
  friend bool operator==(const Note &, const Note &) = default;
  friend auto operator<=>(const Note &, const Note &) = default;
};

/// A ready-made change of the source: Length bytes at At become Text.
struct Edit {
  SourcePlace At;
  unsigned Length = 0;
  std::string Text;
  friend bool operator==(const Edit &, const Edit &) = default;
};

struct Finding {
  CheckId Check = CheckId::MissingContextInjection;
  SourcePlace At;
  std::string Message; // one sentence, clang's style: no capital, no full stop
  std::vector<Note> Notes; // the path, from the handler to the place
  /// All of them together mend it; includes that they need are among them.
  /// None: the last note says why, behind "no fix-it: ".
  std::vector<Edit> Edits;
  /// For blocking calls and waits: the category, for the option.
  BlockCategory Category = BlockCategory::None;
};

/// Puts findings into the order in which they are shown (file, line, column,
/// check) and drops those that say the same of the same place.
void sortAndUnique(std::vector<Finding> &Findings);

} // namespace trace_tidy

#endif
