// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Diff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace trace_tidy {

namespace {

constexpr size_t Around = 3;

/// Lines with their ends.
std::vector<llvm::StringRef> linesOf(llvm::StringRef Text) {
  std::vector<llvm::StringRef> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Lines;
}

/// Lines [First, Last) of before become those of Text.
struct Change {
  size_t First, Last;
  std::string Text;
};

class Lines {
public:
  explicit Lines(llvm::StringRef Text) : Text(Text), Each(linesOf(Text)) {
    for (llvm::StringRef Line : Each)
      Starts.push_back(Line.data() - Text.data());
  }
  size_t size() const { return Each.size(); }
  llvm::StringRef operator[](size_t I) const { return Each[I]; }
  size_t start(size_t I) const {
    return I < Starts.size() ? Starts[I] : Text.size();
  }
  /// The line that this byte stands in; at the end of the text the last one
  /// that does not end, else the one that would come next.
  size_t at(size_t Offset) const {
    if (Offset == Text.size() && (Text.empty() || Text.back() == '\n'))
      return Each.size();
    return llvm::upper_bound(Starts, Offset) - Starts.begin() - 1;
  }

private:
  llvm::StringRef Text;
  std::vector<llvm::StringRef> Each;
  std::vector<size_t> Starts;
};

/// Whole lines that change; edits in lines side by side are one change.
std::vector<Change> changes(llvm::StringRef Before, const Lines &Old,
                            const clang::tooling::Replacements &Edits) {
  std::vector<Change> Result;
  size_t Done = 0; // bytes of Before that are in Result
  auto Finish = [&] {
    if (!Result.empty())
      Result.back().Text += Before.slice(Done, Old.start(Result.back().Last));
  };
  for (const clang::tooling::Replacement &R : Edits) {
    size_t Begin = R.getOffset(), End = Begin + R.getLength();
    size_t First = Old.at(Begin);
    size_t Last = std::min(Old.at(End) + 1, Old.size());
    if (Result.empty() || First > Result.back().Last) {
      Finish();
      Result.push_back({First, Last, ""});
      Done = Old.start(First);
    }
    Change &C = Result.back();
    C.Text += Before.slice(Done, Begin);
    C.Text += R.getReplacementText();
    Done = End;
    C.Last = std::max(C.Last, Last);
  }
  Finish();
  // Lines at either end that are equal are no change.
  for (Change &C : Result) {
    std::vector<llvm::StringRef> New = linesOf(C.Text);
    size_t Front = 0, Back = 0;
    while (Front < New.size() && C.First + Front < C.Last &&
           New[Front] == Old[C.First + Front])
      ++Front;
    while (Front + Back < New.size() && C.First + Front < C.Last - Back &&
           New[New.size() - 1 - Back] == Old[C.Last - 1 - Back])
      ++Back;
    std::string Text;
    for (size_t I = Front; I != New.size() - Back; ++I)
      Text += New[I];
    C = {C.First + Front, C.Last - Back, std::move(Text)};
  }
  llvm::erase_if(Result, [](const Change &C) {
    return C.First == C.Last && C.Text.empty();
  });
  return Result;
}

void print(llvm::raw_ostream &Out, char Sign, llvm::StringRef Line) {
  Out << Sign << Line;
  if (!Line.ends_with("\n"))
    Out << "\n\\ No newline at end of file\n";
}

/// "12" or "12,3"; of no lines the line before.
void printRange(llvm::raw_ostream &Out, size_t First, size_t Count) {
  Out << (Count ? First + 1 : First);
  if (Count != 1)
    Out << ',' << Count;
}

} // namespace

std::string unifiedDiff(llvm::StringRef Name, llvm::StringRef Before,
                        const clang::tooling::Replacements &Edits) {
  Lines Old(Before);
  std::vector<Change> All = changes(Before, Old, Edits);
  if (All.empty())
    return "";
  std::string Result;
  llvm::raw_string_ostream Out(Result);
  bool Absolute = Name.starts_with("/");
  Out << "--- " << (Absolute ? "" : "a/") << Name << "\n+++ "
      << (Absolute ? "" : "b/") << Name << '\n';
  ptrdiff_t Shift = 0; // of lines, by the hunks before
  for (size_t I = 0; I != All.size();) {
    size_t End = I + 1;
    while (End != All.size() &&
           All[End].First - All[End - 1].Last <= 2 * Around)
      ++End;
    size_t First = All[I].First - std::min(All[I].First, Around);
    size_t Last = std::min(All[End - 1].Last + Around, Old.size());
    std::string Body;
    llvm::raw_string_ostream Hunk(Body);
    size_t At = First;
    ptrdiff_t Grown = 0;
    for (; I != End; ++I) {
      for (; At != All[I].First; ++At)
        print(Hunk, ' ', Old[At]);
      for (; At != All[I].Last; ++At, --Grown)
        print(Hunk, '-', Old[At]);
      for (llvm::StringRef Line : linesOf(All[I].Text)) {
        print(Hunk, '+', Line);
        ++Grown;
      }
    }
    for (; At != Last; ++At)
      print(Hunk, ' ', Old[At]);
    Out << "@@ -";
    printRange(Out, First, Last - First);
    Out << " +";
    printRange(Out, First + Shift, Last - First + Grown);
    Out << " @@\n" << Hunk.str();
    Shift += Grown;
  }
  return Out.str();
}

} // namespace trace_tidy
