// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Diff.h"
#include <gtest/gtest.h>
#include <random>

using namespace trace_tidy;
using clang::tooling::Replacement;
using clang::tooling::Replacements;

namespace {

Replacements
edits(std::vector<std::tuple<unsigned, unsigned, const char *>> Of) {
  Replacements Result;
  for (auto &[Offset, Length, Text] : Of)
    llvm::cantFail(Result.add(Replacement("f", Offset, Length, Text)));
  return Result;
}

std::vector<std::string> linesOf(llvm::StringRef Text) {
  std::vector<std::string> Lines;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.take_front(End).str());
    Text = Text.drop_front(End);
  }
  return Lines;
}

/// What `patch` makes of it; checks that hunks say where and what they are.
std::string patched(llvm::StringRef Before, llvm::StringRef Diff) {
  std::vector<std::string> Old = linesOf(Before), In = linesOf(Diff);
  std::string Result;
  size_t At = 0, NewLines = 0;
  for (size_t I = 2; I < In.size();) {
    unsigned OldFirst = 0, OldCount = 1, NewFirst = 0, NewCount = 1;
    llvm::StringRef Head = In[I++];
    auto Range = [](llvm::StringRef Text, unsigned &First, unsigned &Count) {
      auto [A, B] = Text.split(',');
      EXPECT_FALSE(A.getAsInteger(10, First));
      if (!B.empty())
        EXPECT_FALSE(B.getAsInteger(10, Count));
    };
    EXPECT_TRUE(Head.consume_front("@@ -"));
    Range(Head.split(" +").first, OldFirst, OldCount);
    Range(Head.split(" +").second.split(" @@").first, NewFirst, NewCount);
    size_t First = OldCount ? OldFirst - 1 : OldFirst;
    for (; At < First; ++At, ++NewLines)
      Result += Old[At];
    EXPECT_EQ(NewLines, NewCount ? NewFirst - 1 : NewFirst);
    unsigned Taken = 0, Given = 0;
    for (; I < In.size() && In[I][0] != '@'; ++I) {
      std::string Line = In[I].substr(1);
      if (I + 1 < In.size() && In[I + 1][0] == '\\')
        Line.pop_back();
      if (In[I][0] == '\\')
        continue;
      if (In[I][0] != '+') {
        EXPECT_EQ(Line, Old[At]);
        ++At;
        ++Taken;
      }
      if (In[I][0] != '-') {
        Result += Line;
        ++NewLines;
        ++Given;
      }
    }
    EXPECT_EQ(Taken, OldCount);
    EXPECT_EQ(Given, NewCount);
  }
  for (; At < Old.size(); ++At)
    Result += Old[At];
  return Result;
}

} // namespace

TEST(Diff, Form) {
  llvm::StringRef Text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
  EXPECT_EQ(unifiedDiff("x/f", Text, {}), "");
  EXPECT_EQ(unifiedDiff("x/f", Text, edits({{4, 1, "3"}})), "");
  EXPECT_EQ(unifiedDiff("x/f", Text, edits({{8, 0, "#"}, {10, 2, ""}})),
            "--- a/x/f\n+++ b/x/f\n@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n-6\n+#5\n"
            " 7\n 8\n 9\n");
  EXPECT_EQ(unifiedDiff("/f", Text, edits({{0, 0, "0\n"}})),
            "--- /f\n+++ /f\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n");
}

TEST(Diff, EndOfFile) {
  EXPECT_EQ(unifiedDiff("f", "a", edits({{1, 0, "b"}})),
            "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n\\ No newline at end of "
            "file\n+ab\n\\ No newline at end of file\n");
  EXPECT_EQ(unifiedDiff("f", "a\n", edits({{2, 0, "b\n"}})),
            "--- a/f\n+++ b/f\n@@ -1 +1,2 @@\n a\n+b\n");
  EXPECT_EQ(unifiedDiff("f", "", edits({{0, 0, "b\n"}})),
            "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+b\n");
}

TEST(Diff, AppliedItGivesTheNewText) {
  std::mt19937 Random(1);
  for (unsigned Round = 0; Round != 2000; ++Round) {
    std::string Text;
    for (unsigned I = Random() % 60; I != 0; --I)
      Text += Random() % 3 ? "abc"[Random() % 3] : '\n';
    Replacements Edits;
    for (unsigned I = Random() % 5; I != 0; --I) {
      unsigned Offset = Random() % (Text.size() + 1);
      unsigned Length = Random() % 4;
      Length = std::min<unsigned>(Length, Text.size() - Offset);
      const char *New[] = {"", "x", "y\n", "\n", "x\ny"};
      llvm::consumeError(
          Edits.add(Replacement("f", Offset, Length, New[Random() % 5])));
    }
    std::string After =
        llvm::cantFail(clang::tooling::applyAllReplacements(Text, Edits));
    ASSERT_EQ(patched(Text, unifiedDiff("f", Text, Edits)), After)
        << Text << "\n----\n"
        << unifiedDiff("f", Text, Edits);
  }
}
