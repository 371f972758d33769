// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The options of the checks as every front end reads them: from strings, by
// name, with the same errors.
#ifndef TRACE_TIDY_ANALYSIS_FINDING_CHECKOPTIONS_H
#define TRACE_TIDY_ANALYSIS_FINDING_CHECKOPTIONS_H

#include "analysis/Analysis.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <string>
#include <vector>

namespace trace_tidy {

/// What the options of one check say.
struct CheckSettings {
  CheckId Check = CheckId::MissingContextInjection;
  AnalysisOptions Analysis;
  std::string ModelsFile;  // as written; empty: none
  std::string ProgramFile; // as written; empty: none
};

struct OptionInfo {
  llvm::StringRef Name;
  llvm::StringRef Default;
  llvm::StringRef Help;
  bool ForAllChecks; // else for those about blocking calls alone
  bool MayBeGlobal;  // "ModelsFile" besides "tracing-x.ModelsFile"
};
llvm::ArrayRef<OptionInfo> checkOptions();

bool hasOption(CheckId Check, const OptionInfo &Option);

/// The value given for an option of the check, or nothing.
using OptionLookup =
    llvm::function_ref<std::optional<std::string>(const OptionInfo &)>;
/// Is told what is wrong, as a whole sentence that names check and option.
using OptionError = llvm::function_ref<void(const llvm::Twine &)>;

/// Reads what the check's options say. A bad value is reported and its default
/// taken.
CheckSettings readSettings(CheckId Check, OptionLookup Lookup,
                           OptionError Report);

/// Says what is wrong with a key of CheckOptions, if anything: it begins with
/// "tracing-" and names no check or no option of that check.
std::optional<std::string> checkOptionKey(llvm::StringRef Key);

/// Findings of the checks given, each by its own options, in the order in which
/// they are shown. The solver runs once for each distinct set of options.
std::vector<Finding> findGapsOf(const Summary &Tu,
                                llvm::ArrayRef<CheckSettings> Checks);

} // namespace trace_tidy

#endif
