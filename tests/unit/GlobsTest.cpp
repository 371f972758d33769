// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/Globs.h"
#include <gtest/gtest.h>

using trace_tidy::CheckGlobs;

TEST(Globs, LastMatchDecides) {
  EXPECT_TRUE(CheckGlobs("tracing-*").contains("tracing-untraced-wait"));
  EXPECT_FALSE(CheckGlobs("-*").contains("tracing-untraced-wait"));
  EXPECT_TRUE(CheckGlobs("-*,tracing-*").contains("tracing-untraced-wait"));
  EXPECT_FALSE(CheckGlobs("*,-tracing-*").contains("tracing-untraced-wait"));
  EXPECT_TRUE(CheckGlobs("-*,\n  tracing-untraced-wait\n")
                  .contains("tracing-untraced-wait"));
  EXPECT_FALSE(CheckGlobs("").contains("tracing-untraced-wait"));
}

TEST(Globs, Stars) {
  EXPECT_TRUE(CheckGlobs("*-wait").contains("tracing-untraced-wait"));
  EXPECT_TRUE(CheckGlobs("tr*ing-*d-w*t").contains("tracing-untraced-wait"));
  EXPECT_TRUE(CheckGlobs("**").contains("tracing-untraced-wait"));
  EXPECT_FALSE(CheckGlobs("tracing-*-wai").contains("tracing-untraced-wait"));
  EXPECT_FALSE(CheckGlobs("tracing").contains("tracing-untraced-wait"));
  EXPECT_FALSE(
      CheckGlobs("tracing-untraced-waits*").contains("tracing-untraced-wait"));
  // A part must not be matched twice.
  EXPECT_FALSE(CheckGlobs("ab*ba").contains("aba"));
}

TEST(Globs, NegativeOnesInComments) {
  EXPECT_TRUE(
      CheckGlobs("*,-tracing-*", true).contains("tracing-untraced-wait"));
}

TEST(Globs, Unknown) {
  EXPECT_EQ(CheckGlobs("-*,tracing-*,-tracing-untraced-wait").unknown(false),
            "");
  EXPECT_EQ(CheckGlobs("bugprone-x,tracing-x*").unknown(false), "tracing-x*");
  EXPECT_EQ(CheckGlobs("bugprone-x").unknown(false), "");
  EXPECT_EQ(CheckGlobs("bugprone-x").unknown(true), "bugprone-x");
}

TEST(Globs, NamesTracing) {
  EXPECT_TRUE(CheckGlobs("bugprone-*,-tracing-x").namesTracing());
  EXPECT_FALSE(CheckGlobs("*,bugprone-*").namesTracing());
}
