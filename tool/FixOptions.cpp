// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/FixOptions.h"
#include "tool/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace trace_tidy {

namespace {

std::string count(size_t Number, llvm::StringRef One) {
  return (llvm::Twine(Number) + " " + One + (Number == 1 ? "" : "s")).str();
}

std::vector<llvm::StringRef> namesIn(llvm::StringRef List) {
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  List.split(Parts, ',', -1, /*KeepEmpty=*/false);
  std::vector<llvm::StringRef> Names;
  for (llvm::StringRef Part : Parts)
    Names.push_back(Part.trim());
  return Names;
}

std::string closing(const FixOptions &Given, const FixResult &Done,
                    size_t Fixed, size_t Refused, size_t Without,
                    size_t NotAsked) {
  std::string Text =
      (Given.DryRun ? "would fix " : "fixed ") + count(Fixed, "finding");
  if (Done.Files)
    Text += " in " + count(Done.Files, "file");
  if (Refused)
    Text += "; " + std::to_string(Refused) + " not fixed";
  if (Without)
    Text += "; " + std::to_string(Without) +
            (Without == 1 ? " has no fix-it" : " have no fix-it");
  if (NotAsked)
    Text += "; " + std::to_string(NotAsked) + " not asked for";
  return Text;
}

} // namespace

std::string FixOptions::wrong() const {
  if (given() && !Export.empty())
    return "give either --fix or --export-fixes, not both";
  for (llvm::StringRef Name : namesIn(Fix))
    if (!checkByName(Name)) {
      std::string Known;
      for (unsigned I = 0; I != NumChecks; ++I)
        Known += (I ? ", " : "") + checkName(static_cast<CheckId>(I)).str();
      return "unknown check '" + Name.str() + "' in --fix; checks: " + Known;
    }
  return "";
}

std::bitset<NumChecks> FixOptions::checks() const {
  std::bitset<NumChecks> Result;
  for (llvm::StringRef Name : namesIn(Fix))
    Result.set(static_cast<unsigned>(*checkByName(Name)));
  return Result.any() ? Result : Result.set();
}

llvm::Expected<FixReport> fixAsAsked(std::vector<Finding> &Findings,
                                     const FixOptions &Given,
                                     const FixContext &Context) {
  FixReport Report;
  if (!Given.given() && Given.Export.empty()) {
    size_t With = llvm::count_if(
        Findings, [](const Finding &F) { return !F.Edits.empty(); });
    if (With)
      Report.Closing =
          std::to_string(With) + " of " + count(Findings.size(), "finding") +
          (With == 1 ? " has" : " have") + " a fix-it: trace-tidy check --fix";
    return Report;
  }
  FixMode Mode = !Given.Export.empty() ? FixMode::Export
                 : Given.DryRun        ? FixMode::DryRun
                                       : FixMode::Write;
  std::vector<bool> Wanted;
  for (const Finding &F : Findings)
    Wanted.push_back(Given.checks().test(static_cast<unsigned>(F.Check)));
  FixResult Done = fixFindings(Findings, Wanted, Mode, Context);
  for (const std::string &Warning : Done.Warnings)
    llvm::errs() << "trace-tidy: warning: " << Warning << '\n';
  for (const std::string &Error : Done.Errors)
    llvm::errs() << "trace-tidy: error: " << Error << '\n';

  size_t Fixed = 0, Refused = 0, Without = 0, NotAsked = 0;
  for (size_t I = 0; I != Findings.size(); ++I) {
    Finding &F = Findings[I];
    if (!Done.Refused[I].empty()) {
      F.Notes.push_back({F.At, "not fixed: " + Done.Refused[I]});
      ++Refused;
    } else if (Done.Fixed[I]) {
      if (Mode != FixMode::Export)
        F.Notes.push_back(
            {F.At, Mode == FixMode::Write ? "fixed" : "would be fixed"});
      ++Fixed;
    } else if (!Wanted[I]) {
      ++NotAsked;
    } else {
      ++Without;
    }
  }
  if (Mode == FixMode::Export) {
    if (llvm::Error Bad =
            writeAtomically(Given.Export, exportedFixes(Findings, Done.Edits)))
      return std::move(Bad);
    Report.Closing = std::to_string(Fixed) +
                     (Fixed == 1 ? " finding is" : " findings are") +
                     " exported with a fix to " + Given.Export;
    return Report;
  }
  Report.AllFixed = Mode == FixMode::Write && Fixed == Findings.size();
  Report.Diff = std::move(Done.Diff);
  if (!Findings.empty())
    Report.Closing = closing(Given, Done, Fixed, Refused, Without, NotAsked);
  return Report;
}

} // namespace trace_tidy
