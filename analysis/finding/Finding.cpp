// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/Finding.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

namespace trace_tidy {

namespace {
struct CheckRow {
  llvm::StringLiteral Name;
  llvm::StringLiteral Summary;
};
constexpr CheckRow Rows[] = {
#define TRACING_CHECK(Id, Name, Summary) {"tracing-" Name, Summary},
#include "checks/Checks.def"
};
} // namespace

llvm::StringRef checkName(CheckId Id) {
  return Rows[static_cast<unsigned>(Id)].Name;
}

llvm::StringRef checkSummary(CheckId Id) {
  return Rows[static_cast<unsigned>(Id)].Summary;
}

std::optional<CheckId> checkByName(llvm::StringRef Name) {
  Name.consume_front("tracing-");
  for (unsigned I = 0; I != NumChecks; ++I)
    if (Rows[I].Name.drop_front(sizeof("tracing-") - 1) == Name)
      return static_cast<CheckId>(I);
  return std::nullopt;
}

llvm::StringRef refusalText(Refusal Why) {
  switch (Why) {
  case Refusal::None:
    return "";
#define FIX_REFUSAL(Id, Text)                                                  \
  case Refusal::Id:                                                            \
    return Text;
#include "analysis/finding/Refusals.def"
  }
  return "";
}

void sortAndUnique(std::vector<Finding> &Findings) {
  auto Key = [](const Finding &F) { return std::tie(F.At, F.Check); };
  // Of several that say the same, always the same one is kept: the one with the
  // shortest path.
  llvm::sort(Findings, [&](const Finding &A, const Finding &B) {
    if (Key(A) != Key(B))
      return Key(A) < Key(B);
    if (A.Notes.size() != B.Notes.size())
      return A.Notes.size() < B.Notes.size();
    return std::tie(A.Message, A.Notes) < std::tie(B.Message, B.Notes);
  });
  Findings.erase(llvm::unique(Findings,
                              [&](const Finding &A, const Finding &B) {
                                return Key(A) == Key(B);
                              }),
                 Findings.end());
}

} // namespace trace_tidy
