// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/NoLint.h"
#include "analysis/finding/Globs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

namespace trace_tidy {

NoLintComments::NoLintComments(llvm::StringRef Text) {
  constexpr llvm::StringLiteral Marker = "NOLINT";
  struct Open {
    unsigned Line;
    std::string Globs;
  };
  std::vector<Open> Blocks;
  unsigned Line = 1;
  size_t Seen = 0;
  for (size_t At = Text.find(Marker); At != llvm::StringRef::npos;
       At = Text.find(Marker, At)) {
    Line += Text.slice(Seen, At).count('\n');
    Seen = At;
    size_t End = At + Marker.size();
    while (End != Text.size() && llvm::isAlnum(Text[End]))
      ++End;
    llvm::StringRef Word = Text.slice(At, End);
    At = End;

    // "NOLINT()" names no check; without a closing parenthesis it names all.
    std::string Globs = "*";
    llvm::StringRef Rest = Text.substr(End).take_until(
        [](char C) { return C == '\n' || C == '\r'; });
    if (Rest.consume_front("("))
      if (size_t Close = Rest.find(')'); Close != llvm::StringRef::npos)
        Globs = Rest.take_front(Close).str();

    if (Word == "NOLINT") {
      Ranges.push_back({Line, Line, Globs});
    } else if (Word == "NOLINTNEXTLINE") {
      Ranges.push_back({Line + 1, Line + 1, Globs});
    } else if (Word == "NOLINTBEGIN") {
      Blocks.push_back({Line, Globs});
    } else if (Word == "NOLINTEND") {
      if (Blocks.empty() || Blocks.back().Globs != Globs) {
        Problems.emplace_back(Line, "unmatched 'NOLINTEND' comment without a "
                                    "previous 'NOLINTBEGIN' comment");
        continue;
      }
      Ranges.push_back({Blocks.back().Line, Line, Globs});
      Blocks.pop_back();
    }
  }
  for (const Open &Block : Blocks)
    Problems.emplace_back(Block.Line, "unmatched 'NOLINTBEGIN' comment without "
                                      "a subsequent 'NOLINTEND' comment");
}

bool NoLintComments::suppress(unsigned Line, llvm::StringRef Check) const {
  return llvm::any_of(Ranges, [&](const Range &R) {
    return R.First <= Line && Line <= R.Last &&
           CheckGlobs(R.Globs, /*IgnoreNegative=*/true).contains(Check);
  });
}

} // namespace trace_tidy
