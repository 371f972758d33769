// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/Finding.h"
#include "analysis/finding/CheckOptions.h"
#include <algorithm>
#include <gtest/gtest.h>

using namespace trace_tidy;

namespace {
Finding at(const char *File, unsigned Line, CheckId Check, const char *Message,
           unsigned Notes = 0) {
  Finding F;
  F.Check = Check;
  F.At = {File, Line, 1, Line};
  F.Message = Message;
  F.Notes.resize(Notes);
  return F;
}
} // namespace

TEST(Finding, NamesOfChecks) {
  EXPECT_EQ(checkName(CheckId::UntracedWait), "tracing-untraced-wait");
  EXPECT_EQ(checkByName("tracing-untraced-wait"), CheckId::UntracedWait);
  EXPECT_EQ(checkByName("untraced-wait"), CheckId::UntracedWait);
  EXPECT_EQ(checkByName("untraced"), std::nullopt);
  EXPECT_EQ(checkByName(""), std::nullopt);
  for (unsigned I = 0; I != NumChecks; ++I)
    EXPECT_EQ(checkByName(checkName(static_cast<CheckId>(I))),
              static_cast<CheckId>(I));
}

TEST(Finding, AnyOrderGivesTheSame) {
  std::vector<Finding> All = {
      at("a", 1, CheckId::UntracedWait, "x"),
      at("a", 1, CheckId::DiscardedScope, "x"),
      at("a", 2, CheckId::UntracedWait, "long way", 2),
      at("a", 2, CheckId::UntracedWait, "y", 1),
      at("a", 2, CheckId::UntracedWait, "x", 1),
      at("b", 1, CheckId::UntracedWait, "x"),
  };
  std::vector<int> Order = {0, 1, 2, 3, 4, 5};
  do {
    std::vector<Finding> Shuffled;
    for (int I : Order)
      Shuffled.push_back(All[I]);
    sortAndUnique(Shuffled);
    ASSERT_EQ(Shuffled.size(), 4u);
    EXPECT_EQ(Shuffled[0].Check, CheckId::UntracedWait);
    EXPECT_EQ(Shuffled[1].Check, CheckId::DiscardedScope);
    EXPECT_EQ(Shuffled[2].Message, "x");
    EXPECT_EQ(Shuffled[2].Notes.size(), 1u);
    EXPECT_EQ(Shuffled[3].At.File, "b");
  } while (std::next_permutation(Order.begin(), Order.end()));
}

TEST(CheckOptions, Keys) {
  EXPECT_EQ(checkOptionKey("bugprone-x.Y"), std::nullopt);
  EXPECT_EQ(checkOptionKey("ModelsFile"), std::nullopt);
  EXPECT_EQ(checkOptionKey("tracing-untraced-wait.AllCode"), std::nullopt);
  EXPECT_EQ(checkOptionKey("tracing-discarded-scope.ModelsFile"), std::nullopt);
  EXPECT_NE(checkOptionKey("tracing-discarded-scope.AllCode"), std::nullopt);
  EXPECT_NE(checkOptionKey("tracing-untraced-wait.Allcode"), std::nullopt);
  EXPECT_NE(checkOptionKey("tracing-untraced-wait"), std::nullopt);
  EXPECT_NE(checkOptionKey("tracing-wait.AllCode"), std::nullopt);
}

TEST(CheckOptions, BadValuesAreReported) {
  std::vector<std::string> Wrong;
  auto Read = [&](llvm::StringRef Name, llvm::StringRef Value) {
    Wrong.clear();
    return readSettings(
        CheckId::UntracedWait,
        [&](const OptionInfo &Option) -> std::optional<std::string> {
          if (Option.Name == Name)
            return Value.str();
          return std::nullopt;
        },
        [&](const llvm::Twine &Text) { Wrong.push_back(Text.str()); });
  };
  EXPECT_TRUE(Read("AllCode", "true").Analysis.AllCode);
  EXPECT_TRUE(Read("AllCode", "1").Analysis.AllCode);
  EXPECT_FALSE(Read("AllCode", "false").Analysis.AllCode);
  EXPECT_TRUE(Wrong.empty());
  EXPECT_FALSE(Read("AllCode", "maybe").Analysis.AllCode);
  ASSERT_EQ(Wrong.size(), 1u);
  EXPECT_NE(Wrong[0].find("tracing-untraced-wait.AllCode"), std::string::npos);
  EXPECT_EQ(Read("ModelsFile", "x.yaml").ModelsFile, "x.yaml");
}
