// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/TidyFixes.h"
#include "analysis/finding/FixPlan.h"
#include "analysis/finding/NoLint.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace clang;

namespace trace_tidy {

namespace {

/// Which findings clang-tidy shows, as far as this can be told before.
class Shown {
public:
  Shown(const tidy::ClangTidyContext &Context, const SourceManager &Sources)
      : LineFilter(Context.getGlobalOptions().LineFilter), Sources(Sources) {}

  bool operator()(const Finding &F) {
    SourceLocation At = locate(F.At, Sources);
    return At.isValid() && passesLineFilter(F.At) &&
           !comments(F.At.File, At).suppress(F.At.Line, checkName(F.Check));
  }

private:
  const NoLintComments &comments(const std::string &File, SourceLocation At) {
    auto Known = Comments.find(File);
    if (Known == Comments.end())
      Known =
          Comments
              .try_emplace(File, Sources.getBufferData(Sources.getFileID(At)))
              .first;
    return Known->second;
  }

  bool passesLineFilter(const SourcePlace &At) const {
    if (LineFilter.empty())
      return true;
    for (const tidy::FileFilter &Filter : LineFilter)
      if (StringRef(At.File).ends_with(Filter.Name))
        return Filter.LineRanges.empty() ||
               llvm::any_of(Filter.LineRanges, [&](const auto &Range) {
                 return Range.first <= At.Line && At.Line <= Range.second;
               });
    return false;
  }

  llvm::ArrayRef<tidy::FileFilter> LineFilter;
  const SourceManager &Sources;
  std::map<std::string, NoLintComments> Comments;
};

/// Turns an insertion into a replacement of the character behind it. Of two
/// that are equal one is made then, where both insertions would be:
/// run-clang-tidy -export-fixes=FILE forgets which unit a fix comes from, and
/// clang-apply-replacements knows duplicates by that.
void takeCharacterIn(Edit &E, StringRef Text) {
  if (E.Length || E.At.Offset >= Text.size())
    return;
  StringRef Behind = Text.drop_front(E.At.Offset);
  E.Length = 1;
  while (E.Length < Behind.size() && (Behind[E.Length] & 0xC0) == 0x80)
    ++E.Length; // a character of several bytes
  E.Text += Behind.take_front(E.Length);
}

/// For edits in headers; each main file is one unit's alone.
void makeRepeatable(std::vector<Edit> &Edits, const SourceManager &Sources) {
  std::vector<Edit> Result;
  for (const Edit &E : Edits) {
    FileID File = Sources.getFileID(locate(E.At, Sources));
    if (File == Sources.getMainFileID()) {
      Result.push_back(E);
    } else if (!Result.empty() && Result.back().At.File == E.At.File &&
               Result.back().At.Offset == E.At.Offset) {
      // An insertion in front of a replacement.
      Result.back().Length = E.Length;
      Result.back().Text += E.Text;
    } else {
      Result.push_back(E);
    }
  }
  for (Edit &E : Result) {
    FileID File = Sources.getFileID(locate(E.At, Sources));
    if (File != Sources.getMainFileID())
      takeCharacterIn(E, Sources.getBufferData(File));
  }
  Edits = std::move(Result);
}

} // namespace

SourceLocation locate(const SourcePlace &Place, const SourceManager &Sources) {
  OptionalFileEntryRef Entry =
      Sources.getFileManager().getOptionalFileRef(Place.File);
  if (!Entry)
    return {};
  FileID File = Sources.translateFile(*Entry);
  if (File.isInvalid())
    return {};
  return Sources.getComposedLoc(File, Place.Offset);
}

void adaptFixes(std::vector<Finding> &Findings,
                const tidy::ClangTidyContext &Context,
                const SourceManager &Sources) {
  for (Finding &F : Findings) {
    for (Edit &E : F.Edits) {
      SourceLocation At = locate(E.At, Sources);
      if (At.isInvalid() ||
          E.At.Offset + size_t(E.Length) >
              Sources.getBufferData(Sources.getFileID(At)).size()) {
        F.Edits.clear();
        break;
      }
      E.Text =
          withLineEndsOf(Sources.getBufferData(Sources.getFileID(At)), E.Text);
    }
  }
  if (Context.areDiagsSelfContained())
    return;
  Shown IsShown(Context, Sources);
  std::vector<bool> Wanted;
  for (const Finding &F : Findings)
    Wanted.push_back(!F.Edits.empty() && IsShown(F));
  std::vector<std::vector<Edit>> Dealt =
      dealOut(planFixes(Findings, Wanted), Findings);
  for (size_t I = 0; I != Findings.size(); ++I) {
    Findings[I].Edits = std::move(Dealt[I]);
    makeRepeatable(Findings[I].Edits, Sources);
  }
}

} // namespace trace_tidy
