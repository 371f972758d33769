// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/NoLint.h"
#include <gtest/gtest.h>

using trace_tidy::NoLintComments;

namespace {
constexpr llvm::StringLiteral Check = "tracing-untraced-wait";

bool quiet(llvm::StringRef Text, unsigned Line) {
  return NoLintComments(Text).suppress(Line, Check);
}
} // namespace

TEST(NoLint, Lines) {
  EXPECT_TRUE(quiet("a\nb // NOLINT\nc\n", 2));
  EXPECT_FALSE(quiet("a\nb // NOLINT\nc\n", 1));
  EXPECT_FALSE(quiet("a\nb // NOLINT\nc\n", 3));
  EXPECT_TRUE(quiet("// NOLINTNEXTLINE\r\nb\r\n", 2));
  EXPECT_FALSE(quiet("// NOLINTNEXTLINE\nb\n", 1));
  EXPECT_FALSE(quiet("b // NOLINTER\n", 1));
  EXPECT_TRUE(quiet("b // NOLINT", 1));
  EXPECT_FALSE(quiet("", 1));
}

TEST(NoLint, Names) {
  EXPECT_TRUE(quiet("b // NOLINT(tracing-*)", 1));
  EXPECT_TRUE(quiet("b // NOLINT(a-b, tracing-untraced-wait)", 1));
  EXPECT_FALSE(quiet("b // NOLINT(a-b)", 1));
  EXPECT_FALSE(quiet("b // NOLINT()", 1));
  EXPECT_TRUE(quiet("b // NOLINT(a-b", 1));
  EXPECT_TRUE(quiet("b // NOLINT(a-b) NOLINT(tracing-*)", 1));
}

TEST(NoLint, Blocks) {
  constexpr llvm::StringLiteral Text =
      "a\n// NOLINTBEGIN(tracing-*)\nb\n// NOLINTEND(tracing-*)\nc\n";
  EXPECT_FALSE(quiet(Text, 1));
  EXPECT_TRUE(quiet(Text, 3));
  EXPECT_FALSE(quiet(Text, 5));
  EXPECT_TRUE(NoLintComments(Text).problems().empty());
}

TEST(NoLint, BlocksThatDoNotFit) {
  for (llvm::StringRef Text : {"// NOLINTBEGIN\nb\n", "b\nb\n// NOLINTEND\n",
                               "// NOLINTBEGIN(a)\nb\n// NOLINTEND(b)\n"}) {
    EXPECT_FALSE(quiet(Text, 2)) << Text.str();
    EXPECT_FALSE(NoLintComments(Text).problems().empty()) << Text.str();
  }
}
