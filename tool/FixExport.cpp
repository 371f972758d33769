// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/FixFiles.h"
#include "clang/Tooling/DiagnosticsYaml.h"

using namespace clang;

namespace trace_tidy {

namespace {
tooling::DiagnosticMessage message(llvm::StringRef Text,
                                   const SourcePlace &At) {
  tooling::DiagnosticMessage Result(Text);
  Result.FilePath = At.File;
  Result.FileOffset = At.Offset;
  return Result;
}
} // namespace

std::string exportedFixes(llvm::ArrayRef<Finding> Findings,
                          llvm::ArrayRef<std::vector<Edit>> Edits) {
  tooling::TranslationUnitDiagnostics All;
  for (size_t I = 0; I != Findings.size(); ++I) {
    const Finding &F = Findings[I];
    tooling::DiagnosticMessage Message = message(F.Message, F.At);
    for (const Edit &E : Edits[I])
      llvm::cantFail(Message.Fix[E.At.File].add(
          {E.At.File, E.At.Offset, E.Length, E.Text}));
    llvm::SmallVector<tooling::DiagnosticMessage, 1> Notes;
    for (const Note &N : F.Notes)
      Notes.push_back(message(N.Message, N.At));
    All.Diagnostics.emplace_back(checkName(F.Check), Message, Notes,
                                 tooling::Diagnostic::Warning,
                                 /*BuildDirectory=*/"");
  }
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  llvm::yaml::Output Yaml(Out);
  Yaml << All;
  return Out.str();
}

} // namespace trace_tidy
