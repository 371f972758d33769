// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/FixPlan.h"
#include <algorithm>
#include <gtest/gtest.h>

using namespace trace_tidy;

namespace {

constexpr llvm::StringLiteral Source = "0123456789abcdefghij";

Edit insertion(unsigned At, const char *Text, const char *File = "f") {
  return {{File, 1, At + 1, At}, 0, Text};
}

Edit replacement(unsigned At, unsigned Length, const char *Text) {
  return {{"f", 1, At + 1, At}, Length, Text};
}

Finding finding(std::vector<Edit> Edits) {
  Finding F;
  F.At = Edits.empty() ? SourcePlace{"f", 1, 1, 0} : Edits.front().At;
  F.Edits = std::move(Edits);
  return F;
}

Finding wrap(unsigned Begin, unsigned End, const char *Open,
             const char *Close = ")") {
  return finding({insertion(Begin, Open), insertion(End, Close)});
}

std::string apply(std::vector<Edit> Edits) {
  llvm::sort(Edits, [](const Edit &A, const Edit &B) {
    return std::tie(A.At.Offset, A.Length) < std::tie(B.At.Offset, B.Length);
  });
  std::string Text = Source.str();
  for (const Edit &E : llvm::reverse(Edits))
    Text.replace(E.At.Offset, E.Length, E.Text);
  return Text;
}

/// What the fixes of all findings make of Source.
std::string fixed(const std::vector<Finding> &Findings, const FixPlan &Plan) {
  auto File = Plan.Files.find("f");
  std::vector<Edit> All;
  unsigned Last = 0;
  if (File != Plan.Files.end())
    for (const PlannedEdit &E : File->second) {
      EXPECT_LE(Last, E.What.At.Offset);
      EXPECT_FALSE(E.For.empty());
      Last = E.What.At.Offset + E.What.Length;
      All.push_back(E.What);
    }
  // Dealt out they say the same, whoever comes first.
  std::vector<std::vector<Edit>> Dealt = dealOut(Plan, Findings);
  std::vector<Edit> Again;
  for (const auto &Each : llvm::reverse(Dealt))
    for (const Edit &E : Each)
      if (E.At.File == "f") {
        EXPECT_TRUE(llvm::none_of(Again, [&](const Edit &Other) {
          return Other.At.Offset == E.At.Offset && Other.Length == E.Length;
        }));
        Again.push_back(E);
      }
  EXPECT_EQ(apply(Again), apply(All));
  return apply(All);
}

std::string fixed(const std::vector<Finding> &Findings) {
  FixPlan Plan = planFixes(Findings);
  for (size_t I = 0; I != Findings.size(); ++I) {
    EXPECT_FALSE(Plan.Overlaps[I]) << I;
    EXPECT_EQ(Plan.contains(I), !Findings[I].Edits.empty()) << I;
  }
  return fixed(Findings, Plan);
}

/// That the second finding cannot be fixed with the first, whatever the order.
void overlap(const Finding &A, const Finding &B) {
  for (const auto &Both : {std::vector<Finding>{A, B}, {B, A}}) {
    FixPlan Plan = planFixes(Both);
    EXPECT_FALSE(Plan.Overlaps[0]);
    EXPECT_EQ(Plan.Overlaps[1], 0u);
    EXPECT_TRUE(Plan.contains(0));
    EXPECT_FALSE(Plan.contains(1));
    EXPECT_EQ(fixed(Both, Plan), fixed({Both[0]}));
  }
}

} // namespace

TEST(FixPlan, Nothing) {
  EXPECT_EQ(fixed({}), Source);
  EXPECT_EQ(fixed({finding({})}), Source);
}

TEST(FixPlan, Includes) {
  EXPECT_TRUE(insertsIncludes(insertion(0, "#include <a>\n")));
  EXPECT_TRUE(
      insertsIncludes(insertion(0, "#include <a>\n#include \"b\"\n\n")));
  EXPECT_TRUE(insertsIncludes(insertion(9, "\n#include <a>")));
  EXPECT_FALSE(insertsIncludes(insertion(0, "#include <a>")));
  EXPECT_FALSE(insertsIncludes(insertion(0, "#include <a>\nint i;\n")));
  EXPECT_FALSE(insertsIncludes(insertion(0, "\n")));
  EXPECT_FALSE(insertsIncludes(insertion(0, "")));
  EXPECT_FALSE(insertsIncludes(replacement(0, 1, "#include <a>\n")));
}

TEST(FixPlan, EachIncludeOnce) {
  Edit Trace = insertion(0, "#include <trace>\n");
  Edit Both = insertion(0, "#include <http>\n#include <trace>\n\n");
  Edit Elsewhere = insertion(5, "#include <trace>\n");
  std::vector<Finding> All = {
      finding({Trace, insertion(10, "x")}),
      finding({Both, insertion(12, "y")}),
      finding({Trace, insertion(14, "z")}),
      finding({Elsewhere, insertion(16, "w")}),
  };
  EXPECT_EQ(fixed(All),
            "#include <http>\n#include <trace>\n\n0123456789xabycdzefwghij");
  std::vector<std::vector<Edit>> Dealt = dealOut(planFixes(All), All);
  EXPECT_EQ(Dealt[0].size(), 2u);
  for (size_t I = 1; I != All.size(); ++I)
    EXPECT_EQ(Dealt[I].size(), 1u) << "without the include";
}

TEST(FixPlan, IncludesGoToAFindingOfTheFile) {
  Finding Other = finding({insertion(0, "#include <a>\n"), insertion(3, "x")});
  Other.At.File = "another";
  Finding Own = finding({insertion(0, "#include <a>\n"), insertion(5, "y")});
  std::vector<Finding> All = {Other, Own};
  std::vector<std::vector<Edit>> Dealt = dealOut(planFixes(All), All);
  EXPECT_EQ(Dealt[0].size(), 1u);
  EXPECT_EQ(Dealt[1].size(), 2u);
}

TEST(FixPlan, AnyOrderGivesTheSame) {
  std::vector<Finding> All = {
      wrap(5, 15, "a("),
      wrap(5, 10, "b("),
      wrap(12, 15, "c("),
      finding({insertion(0, "#include <x>\n"), insertion(5, "s;")}),
      finding({insertion(0, "#include <y>\n"), replacement(7, 2, "##")}),
      wrap(15, 18, "d{", "}"),
  };
  std::vector<int> Order = {0, 1, 2, 3, 4, 5};
  do {
    std::vector<Finding> Shuffled;
    for (int I : Order)
      Shuffled.push_back(All[I]);
    ASSERT_EQ(fixed(Shuffled), "#include <x>\n#include <y>\n01234s;a(b(56##9)ab"
                               "c(cde))d{fgh}ij");
  } while (std::next_permutation(Order.begin(), Order.end()));
}

TEST(FixPlan, EqualFixesOnce) {
  EXPECT_EQ(fixed({wrap(2, 5, "f("), wrap(2, 5, "f(")}),
            "01f(234)56789abcdefghij");
  EXPECT_EQ(fixed({finding({insertion(3, "x"), insertion(7, "y")}),
                   finding({insertion(3, "x"), insertion(9, "z")})}),
            "012x3456y78z9abcdefghij");
  EXPECT_EQ(fixed({finding({replacement(3, 1, "x"), insertion(7, "y")}),
                   finding({replacement(3, 1, "x")})}),
            "012x456y789abcdefghij");
}

// What closes looks equal and is not: each wrap needs its own.
TEST(FixPlan, EqualHalvesOfDifferentWraps) {
  EXPECT_EQ(fixed({wrap(2, 8, "f("), wrap(5, 8, "g(")}),
            "01f(234g(567))89abcdefghij");
  EXPECT_EQ(fixed({wrap(2, 8, "f("), wrap(2, 5, "f(")}),
            "01f(f(234)567)89abcdefghij");
}

TEST(FixPlan, OneFindingWithSeveralWraps) {
  EXPECT_EQ(fixed({finding({insertion(2, "f("), insertion(4, "g("),
                            insertion(8, ")"), insertion(8, ")")})}),
            "01f(23g(4567))89abcdefghij");
  EXPECT_EQ(fixed({finding({insertion(2, "f("), insertion(2, "g["),
                            insertion(8, "]"), insertion(8, ")")})}),
            "01f(g[234567])89abcdefghij");
  EXPECT_EQ(fixed({finding({insertion(5, "g("), insertion(8, ")"),
                            insertion(2, "f("), insertion(5, ")")})}),
            "01f(234)g(567)89abcdefghij");
}

TEST(FixPlan, TheFurtherReachIsOutside) {
  Finding Far =
      finding({insertion(2, "f("), insertion(8, ")"), insertion(12, "x")});
  EXPECT_EQ(fixed({wrap(2, 8, "g[", "]"), Far}), "01f(g[234567])89abxcdefghij");
  EXPECT_EQ(fixed({Far, wrap(2, 8, "g[", "]")}), "01f(g[234567])89abxcdefghij");
  overlap(wrap(2, 8, "f("), wrap(2, 8, "g("));
}

TEST(FixPlan, BracketsInLiteralsDoNotCount) {
  Finding Named = wrap(2, 8, "span(\"GET /:(\", [&] { return ", "; })");
  EXPECT_EQ(fixed({Named, wrap(4, 8, "g(")}),
            "01span(\"GET /:(\", [&] { return 23g(4567); })89abcdefghij");
  EXPECT_EQ(fixed({wrap(2, 8, "f('\\'', '(', "), wrap(2, 5, "g(")}),
            "01f('\\'', '(', g(234)567)89abcdefghij");
}

TEST(FixPlan, Overlaps) {
  overlap(wrap(2, 8, "f("), wrap(5, 12, "g("));
  overlap(finding({insertion(3, "x;")}), finding({insertion(3, "y;")}));
  overlap(finding({replacement(3, 4, "x")}), finding({replacement(5, 4, "y")}));
  overlap(finding({replacement(3, 4, "x")}), finding({replacement(3, 4, "y")}));
  overlap(finding({replacement(3, 4, "x")}), finding({insertion(5, "y")}));
  overlap(finding({replacement(3, 4, "x")}), wrap(5, 12, "g("));
  overlap(finding({replacement(3, 6, "x")}), wrap(4, 6, "g("));
}

TEST(FixPlan, NoOverlap) {
  fixed({finding({replacement(3, 4, "x")}), finding({insertion(3, "y")})});
  fixed({finding({replacement(3, 4, "x")}), finding({insertion(7, "y")})});
  fixed({finding({replacement(3, 4, "x")}), finding({replacement(7, 1, "y")})});
  fixed({finding({replacement(3, 4, "x")}), wrap(3, 7, "g(")});
  fixed({wrap(3, 7, "f("), wrap(7, 9, "g(")});
  fixed({finding({insertion(3, "x", "e")}), finding({insertion(3, "y")})});
}

// A finding is fixed whole or not at all, and what it overlapped then is free.
TEST(FixPlan, AllOrNothing) {
  std::vector<Finding> All = {
      wrap(2, 8, "f("),
      finding({insertion(5, "g("), insertion(12, ")"),
               insertion(14, "x", "other"), insertion(0, "#include <a>\n")}),
      wrap(10, 15, "h("),
  };
  FixPlan Plan = planFixes(All);
  EXPECT_EQ(Plan.Overlaps[1], 0u);
  EXPECT_TRUE(Plan.contains(2)) << "overlaps the one that is not in";
  EXPECT_EQ(Plan.Files.count("other"), 0u);
  EXPECT_EQ(fixed(All, Plan), "01f(234567)89h(abcde)fghij");

  Plan = planFixes(All, {false, true, true});
  EXPECT_TRUE(Plan.contains(1));
  EXPECT_EQ(Plan.Overlaps[2], 1u);
  EXPECT_FALSE(Plan.contains(0));
  EXPECT_FALSE(Plan.Overlaps[0]);
  EXPECT_EQ(Plan.Files.count("other"), 1u);
}

// Whoever gets one of two that touch gets both: half of a wrap is none.
TEST(FixPlan, WhatTouchesIsDealtOutTogether) {
  std::vector<Finding> All = {wrap(5, 8, "g("), wrap(2, 8, "f("),
                              wrap(12, 14, "h(")};
  std::vector<std::vector<Edit>> Dealt = dealOut(planFixes(All), All);
  EXPECT_EQ(Dealt[0].size(), 3u);
  EXPECT_EQ(Dealt[1].size(), 0u);
  EXPECT_EQ(Dealt[2].size(), 2u);

  All = {finding({replacement(3, 4, "x")}), finding({insertion(3, "y")})};
  Dealt = dealOut(planFixes(All), All);
  ASSERT_EQ(Dealt[0].size(), 2u);
  EXPECT_EQ(Dealt[0][0].Text, "y");
  EXPECT_EQ(Dealt[1].size(), 0u);
}

TEST(FixPlan, LineEnds) {
  EXPECT_EQ(withLineEndsOf("a\nb\n", "x\ny\n"), "x\ny\n");
  EXPECT_EQ(withLineEndsOf("a\r\nb\r\n", "x\ny\n"), "x\r\ny\r\n");
  EXPECT_EQ(withLineEndsOf("a\r\nb\r\n", "x\r\ny\n"), "x\r\ny\r\n");
  EXPECT_EQ(withLineEndsOf("a\r\nb\n", "x\n"), "x\n");
  EXPECT_EQ(withLineEndsOf("", "x\n"), "x\n");
}
