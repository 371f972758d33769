// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/Globs.h"
#include "analysis/finding/Finding.h"
#include "llvm/ADT/STLExtras.h"

namespace trace_tidy {

CheckGlobs::CheckGlobs(llvm::StringRef List, bool IgnoreNegative) {
  while (!List.empty()) {
    llvm::StringRef Item =
        List.take_until([](char C) { return C == ',' || C == '\n'; });
    List = List.drop_front(std::min(List.size(), Item.size() + 1));
    Item = Item.trim();
    bool Positive = !Item.consume_front("-");
    Item = Item.ltrim();
    if (!Item.empty() && (Positive || !IgnoreNegative))
      Globs.push_back({Positive, Item.str()});
  }
}

bool CheckGlobs::Glob::matches(llvm::StringRef Check) const {
  // Greedy matching of the parts between the stars.
  llvm::StringRef Pattern = Text;
  auto [First, Rest] = Pattern.split('*');
  if (First.size() == Pattern.size())
    return Pattern == Check;
  if (!Check.consume_front(First))
    return false;
  while (Rest.contains('*')) {
    auto [Part, Next] = Rest.split('*');
    size_t At = Check.find(Part);
    if (At == llvm::StringRef::npos)
      return false;
    Check = Check.drop_front(At + Part.size());
    Rest = Next;
  }
  return Check.ends_with(Rest);
}

bool CheckGlobs::contains(llvm::StringRef Check) const {
  for (const Glob &G : llvm::reverse(Globs))
    if (G.matches(Check))
      return G.Positive;
  return false;
}

bool CheckGlobs::namesTracing() const {
  return llvm::any_of(Globs, [](const Glob &G) {
    return llvm::StringRef(G.Text).starts_with("tracing-");
  });
}

std::string CheckGlobs::unknown(bool All) const {
  for (const Glob &G : Globs) {
    if (!All && !llvm::StringRef(G.Text).starts_with("tracing-"))
      continue;
    bool Known = false;
    for (unsigned I = 0; I != NumChecks && !Known; ++I)
      Known = G.matches(checkName(static_cast<CheckId>(I)));
    if (!Known)
      return G.Text;
  }
  return "";
}

} // namespace trace_tidy
