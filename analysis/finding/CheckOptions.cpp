// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/CheckOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/YAMLParser.h"

namespace trace_tidy {

namespace {

constexpr OptionInfo Infos[] = {
#define CHECK_OPTION(Name, Default, ForAllChecks, MayBeGlobal, Help)           \
  {#Name, Default, Help, ForAllChecks, MayBeGlobal},
#include "analysis/finding/CheckOptions.def"
};

enum class OptionId {
#define CHECK_OPTION(Name, Default, ForAllChecks, MayBeGlobal, Help) Name,
#include "analysis/finding/CheckOptions.def"
};

const OptionInfo &info(OptionId Id) { return Infos[static_cast<unsigned>(Id)]; }

} // namespace

llvm::ArrayRef<OptionInfo> checkOptions() { return Infos; }

bool hasOption(CheckId Check, const OptionInfo &Option) {
  return Option.ForAllChecks || Check == CheckId::BlockingCallOutsideSpan ||
         Check == CheckId::UntracedWait;
}

CheckSettings readSettings(CheckId Check, OptionLookup Lookup,
                           OptionError Report) {
  CheckSettings Settings;
  Settings.Check = Check;
  auto Given = [&](OptionId Id) -> std::optional<std::string> {
    return hasOption(Check, info(Id)) ? Lookup(info(Id)) : std::nullopt;
  };
  auto Where = [&](OptionId Id) {
    return (checkName(Check) + "." + info(Id).Name).str();
  };

  if (std::optional<std::string> List = Given(OptionId::BlockingCategories)) {
    std::string Bad;
    AnalysisOptions Parsed = Settings.Analysis;
    if (parseCategories(*List, Parsed, Bad))
      Settings.Analysis = Parsed;
    else
      Report("unknown category '" + Bad + "' in option '" +
             Where(OptionId::BlockingCategories) +
             "'; the default categories are used");
  }
  if (std::optional<std::string> Text = Given(OptionId::AllCode)) {
    if (std::optional<bool> Value = llvm::yaml::parseBool(*Text))
      Settings.Analysis.AllCode = *Value;
    else if (*Text == "1" || *Text == "0")
      Settings.Analysis.AllCode = *Text == "1";
    else
      Report("invalid value '" + *Text + "' for option '" +
             Where(OptionId::AllCode) + "'; expected true or false");
  }
  if (std::optional<std::string> File = Given(OptionId::ModelsFile))
    Settings.ModelsFile = *File;
  return Settings;
}

std::optional<std::string> checkOptionKey(llvm::StringRef Key) {
  if (!Key.starts_with("tracing-"))
    return std::nullopt;
  auto [Name, Option] = Key.split('.');
  std::optional<CheckId> Check = checkByName(Name);
  if (!Check)
    return ("unknown check '" + Name + "' in option key '" + Key + "'").str();
  std::string Known;
  for (const OptionInfo &Info : Infos) {
    if (!hasOption(*Check, Info))
      continue;
    if (Info.Name == Option)
      return std::nullopt;
    Known += (Known.empty() ? "" : ", ") + Info.Name.str();
  }
  return ("unknown option key '" + Key + "'; " + Name + " has: " + Known).str();
}

std::vector<Finding> findGapsOf(const Summary &Tu,
                                llvm::ArrayRef<CheckSettings> Checks) {
  std::vector<Finding> Result;
  std::vector<bool> Done(Checks.size());
  for (size_t I = 0; I != Checks.size(); ++I) {
    if (Done[I])
      continue;
    std::bitset<NumChecks> Wanted;
    for (size_t J = I; J != Checks.size(); ++J)
      if (Checks[I].Analysis == Checks[J].Analysis) {
        Done[J] = true;
        Wanted.set(static_cast<unsigned>(Checks[J].Check));
      }
    for (Finding &F : findGaps(Tu, Checks[I].Analysis))
      if (Wanted.test(static_cast<unsigned>(F.Check)))
        Result.push_back(std::move(F));
  }
  sortAndUnique(Result);
  return Result;
}

} // namespace trace_tidy
