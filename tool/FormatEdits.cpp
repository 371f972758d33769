// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/FormatEdits.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;

namespace trace_tidy {

namespace {

std::vector<llvm::StringRef> includesOf(llvm::StringRef Text) {
  std::vector<llvm::StringRef> Result;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    if (Line.ltrim().starts_with("#"))
      Result.push_back(Line.trim());
    Text = Rest;
  }
  return Result;
}

/// Whether After has all of Before's directives in their order, among others.
bool keepsOrder(llvm::StringRef Before, llvm::StringRef After) {
  std::vector<llvm::StringRef> Old = includesOf(Before);
  size_t Next = 0;
  for (llvm::StringRef Line : includesOf(After))
    if (Next != Old.size() && Old[Next] == Line)
      ++Next;
  return Next == Old.size();
}

} // namespace

llvm::Expected<tooling::Replacements>
formatted(llvm::StringRef File, llvm::StringRef Text,
          const tooling::Replacements &Edits) {
  llvm::Expected<format::FormatStyle> Style =
      format::getStyle("file", File, /*FallbackStyle=*/"none", Text,
                       /*FS=*/nullptr, /*AllowUnknownOptions=*/true);
  if (!Style)
    return Style.takeError();
  if (Style->DisableFormat)
    return Edits;
  auto Sorted = format::formatReplacements(Text, Edits, *Style);
  if (!Sorted)
    return Sorted.takeError();
  auto Result = tooling::applyAllReplacements(Text, *Sorted);
  if (!Result)
    return Result.takeError();
  if (keepsOrder(Text, *Result))
    return Sorted;
  // As text: what the option is in C++ depends on the version.
  if (std::error_code Error =
          format::parseConfiguration("SortIncludes: Never", &*Style))
    return llvm::errorCodeToError(Error);
  return format::formatReplacements(Text, Edits, *Style);
}

} // namespace trace_tidy
