// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One test per way in which a model file can be wrong: what is said, and where.
#include "analysis/model/ModelReader.h"
#include <gtest/gtest.h>

using namespace trace_tidy;

namespace {

/// The error of reading this text, or "read".
std::string said(llvm::StringRef Yaml) {
  auto M = readModel(Yaml, "m.yaml");
  return M ? "read" : llvm::toString(M.takeError());
}

std::string saidOfProject(llvm::StringRef Yaml) {
  auto M = readProjectFile(Yaml, ".trace-tidy.yaml");
  if (!M)
    return llvm::toString(M.takeError());
  return *M ? (*M)->Library : "no models";
}

/// An entry from line 4 on; its keys stand in column 5.
std::string entry(llvm::StringRef Keys) {
  return ("library: x\nprovenance: y\nentries:\n  - functions: [f]\n" + Keys)
      .str();
}

/// A condition in an entry: line 7, column 9 is its brace, and what is wrong
/// with the whole of it is told at the column behind.
std::string condition(llvm::StringRef Text) {
  return entry(
      ("    role: no-effect\n    when:\n      - " + Text + "\n").str());
}

} // namespace

TEST(ModelReader, Whole) {
  EXPECT_EQ(said("library: x\nprovenance: y\n"), "read");
  EXPECT_EQ(said(entry("    role: no-effect\n")), "read");
}

TEST(ModelReader, EmptyFile) {
  EXPECT_EQ(said(""), "m.yaml:1:1: error: the file is empty");
  EXPECT_EQ(said(" \n\n"), "m.yaml:1:1: error: the file is empty");
}

TEST(ModelReader, OnlyComments) {
  EXPECT_EQ(said("# nothing\n").find("m.yaml:1:1: error: "), 0u)
      << said("# nothing\n");
}

TEST(ModelReader, NotAMapping) {
  EXPECT_EQ(said("- x\n"), "m.yaml:1:1: error: not a mapping");
  EXPECT_EQ(said("x\n"), "m.yaml:1:1: error: not a mapping");
}

TEST(ModelReader, NotYaml) {
  std::string Text = said("library: [\n");
  EXPECT_NE(Text.find("m.yaml:"), std::string::npos) << Text;
  EXPECT_NE(Text.find(": error: "), std::string::npos) << Text;
}

TEST(ModelReader, UnknownKey) {
  EXPECT_EQ(said("library: x\nprovenance: y\nentires: []\n"),
            "m.yaml:3:1: error: unknown key 'entires'");
  EXPECT_EQ(said(entry("    role: no-effect\n    rol: x\n")),
            "m.yaml:6:5: error: unknown key 'rol'");
}

TEST(ModelReader, KeyTwice) {
  EXPECT_EQ(said("library: x\nprovenance: y\nlibrary: z\n"),
            "m.yaml:3:1: error: duplicated mapping key 'library'");
  EXPECT_EQ(said(entry("    role: no-effect\n    role: block\n")),
            "m.yaml:6:5: error: duplicated mapping key 'role'");
}

TEST(ModelReader, MissingKey) {
  EXPECT_EQ(said("library: x\n"),
            "m.yaml:1:1: error: missing required key 'provenance'");
  EXPECT_EQ(said("provenance: x\n"),
            "m.yaml:1:1: error: missing required key 'library'");
  EXPECT_EQ(said(entry("")), "m.yaml:4:5: error: missing required key 'role'");
  EXPECT_EQ(said("library: x\nprovenance: y\nentries:\n  - role: no-effect\n"),
            "m.yaml:4:5: error: missing required key 'functions'");
}

TEST(ModelReader, BadRole) {
  EXPECT_EQ(
      said(entry("    role: sned\n")).find("m.yaml:5:11: error: unknown "), 0u);
  EXPECT_EQ(said("library: x\nprovenance: y\ntypes:\n"
                 "  - {names: [a], role: spam}\n")
                .find("m.yaml:4:24: error: unknown "),
            0u);
  EXPECT_EQ(said("library: x\nprovenance: y\nfields:\n"
                 "  - {name: a::b, role: body}\n")
                .find("m.yaml:4:24: error: unknown "),
            0u);
}

TEST(ModelReader, BadRoleIsNamed) {
  EXPECT_EQ(said(entry("    role: sned\n")),
            "m.yaml:5:11: error: unknown role 'sned'");
}

TEST(ModelReader, NoFunction) {
  EXPECT_EQ(said("library: x\nprovenance: y\nentries:\n"
                 "  - functions: []\n    role: no-effect\n"),
            "m.yaml:4:5: error: 'functions' names no function");
}

TEST(ModelReader, BadCategory) {
  EXPECT_EQ(said(entry("    role: block\n    category: nap\n")),
            "m.yaml:4:5: error: unknown category 'nap'");
  EXPECT_EQ(said(entry("    role: block\n    category: none\n")),
            "m.yaml:4:5: error: unknown category 'none'");
}

TEST(ModelReader, BadPlace) {
  for (std::string Bad :
       {"arg", "arg16", "arg:", "arg-1", "This", "argx", ""}) {
    EXPECT_EQ(said(entry("    role: inject\n    carrier: '" + Bad + "'\n")),
              "m.yaml:4:5: error: '" + Bad +
                  "' is no place for key 'carrier' "
                  "(this, result, arg0.., arg:TYPE, last, args, none)");
  }
  for (std::string Good :
       {"arg0", "arg15", "arg:a::B", "this", "result", "last"})
    EXPECT_EQ(said(entry("    role: inject\n    carrier: " + Good + "\n")),
              "read");
}

// docs/models.md: `args` is only for `from` and `parent`.
TEST(ModelReader, ArgsOnlyWhereManyFit) {
  EXPECT_EQ(said(entry("    role: flow\n    from: args\n")), "read");
  EXPECT_EQ(said(entry("    role: span-start\n    parent: args\n")), "read");
  EXPECT_NE(said(entry("    role: inject\n    carrier: args\n")), "read");
}

// docs/models.md: `none` is only for `carrier`.
TEST(ModelReader, NoneOnlyForCarriers) {
  EXPECT_EQ(
      said(entry("    role: send\n    carrier: none\n    system: http\n")),
      "read");
  EXPECT_NE(said(entry("    role: span-end\n    span: none\n")), "read");
}

TEST(ModelReader, KeyThatDoesNotBelong) {
  EXPECT_EQ(
      said(entry("    role: span-end\n    span: this\n    carrier: arg0\n")),
      "m.yaml:4:5: error: key 'carrier' does not belong to role 'span-end'");
  EXPECT_EQ(
      said(entry("    role: no-effect\n    system: http\n")),
      "m.yaml:4:5: error: key 'system' does not belong to role 'no-effect'");
  EXPECT_EQ(
      said(entry("    role: inject\n    carrier: arg0\n    blocks: true\n")),
      "m.yaml:4:5: error: key 'blocks' does not belong to role 'inject'");
}

TEST(ModelReader, KeyTheRoleNeeds) {
  EXPECT_EQ(said(entry("    role: span-end\n")),
            "m.yaml:4:5: error: role 'span-end' needs the key 'span'");
  EXPECT_EQ(said(entry("    role: send\n    carrier: arg0\n")),
            "m.yaml:4:5: error: role 'send' needs the key 'system'");
  EXPECT_EQ(said(entry("    role: block\n")),
            "m.yaml:4:5: error: role 'block' needs the key 'category'");
  EXPECT_EQ(said(entry("    role: bind\n    callable: arg0\n")),
            "m.yaml:4:5: error: role 'bind' needs the key 'arguments'");
}

// docs/models.md names the systems: http, rpc, messaging, database, cache.
TEST(ModelReader, BadSystem) {
  for (std::string Good : {"http", "rpc", "messaging"})
    EXPECT_EQ(said(entry("    role: send\n    carrier: arg0\n    system: " +
                         Good + "\n")),
              "read");
  for (std::string Good : {"database", "cache", "rpc", "http"})
    EXPECT_EQ(said(entry("    role: remote\n    system: " + Good + "\n")),
              "read");
  EXPECT_NE(said(entry("    role: remote\n    system: databse\n")), "read");
}

TEST(ModelReader, BadCondition) {
  const char *Shape = "m.yaml:7:10: error: a condition has 'place' and either "
                      "'value' or 'type', or 'parameters'";
  EXPECT_EQ(said(condition("{place: arg0}")), Shape);
  EXPECT_EQ(said(condition("{type: a::B}")), Shape);
  EXPECT_EQ(said(condition("{value: [a]}")), Shape);
  EXPECT_EQ(said(condition("{place: arg0, value: [a], type: b}")), Shape);
  EXPECT_EQ(said(condition("{place: arg0, parameters: 2}")),
            "m.yaml:7:10: error: 'parameters' stands alone in its condition");
  EXPECT_EQ(said(condition("{place: arg99, type: a}")),
            "m.yaml:7:17: error: not a place (this, result, arg0.., arg:TYPE, "
            "last, args, none)");
  EXPECT_EQ(said(condition("{parameters: two}")),
            "m.yaml:7:22: error: invalid number");
  EXPECT_EQ(said(condition("{place: arg0, value: [a]}")), "read");
  EXPECT_EQ(said(condition("{place: arg0, type: 'a<true>'}")), "read");
  EXPECT_EQ(said(condition("{parameters: 2}")), "read");
}

TEST(ModelReader, NegativeNumbers) {
  EXPECT_NE(said(condition("{parameters: -2}")), "read");
  EXPECT_NE(
      said(entry("    role: spawn\n    callable: arg0\n    arguments: -3\n")),
      "read");
}

TEST(ModelReader, BadNumberAndFlag) {
  EXPECT_EQ(
      said(entry("    role: spawn\n    callable: arg0\n    arguments: x\n")),
      "m.yaml:7:16: error: invalid number");
  EXPECT_EQ(
      said(entry("    role: spawn\n    callable: arg0\n    inherits: si\n")),
      "m.yaml:7:15: error: invalid boolean");
}

TEST(ModelReader, HandlerWithoutMethodOrParameter) {
  EXPECT_EQ(said("library: x\nprovenance: y\nhandlers:\n"
                 "  - {base: a::B, request: 0}\n"),
            "m.yaml:4:6: error: a handler needs 'method' or 'parameter'");
}

TEST(ModelReader, BadKind) {
  EXPECT_EQ(said("library: x\nprovenance: y\nvalues:\n"
                 "  - {names: [a], kind: sever}\n"),
            "m.yaml:4:6: error: unknown span kind 'sever'");
  EXPECT_EQ(said(entry("    role: span-start\n    kind: sever\n")),
            "m.yaml:4:5: error: 'sever' is no place for key 'kind' (this, "
            "result, arg0.., arg:TYPE, last, args, none)");
}

TEST(ModelReader, ProjectFile) {
  EXPECT_EQ(saidOfProject("models:\n  library: mine\n  provenance: y\n"),
            "mine");
  EXPECT_EQ(saidOfProject("library: mine\nprovenance: y\n"), "mine");
  EXPECT_EQ(saidOfProject("# first\nlibrary: mine\nprovenance: y\n"), "mine");
  EXPECT_EQ(saidOfProject("modles:\n  library: mine\n"),
            ".trace-tidy.yaml:1:1: error: unknown key 'modles'");
  EXPECT_EQ(saidOfProject("models:\n  library: mine\n"),
            ".trace-tidy.yaml:2:3: error: missing required key 'provenance'");
}

TEST(ModelReader, DefaultsOfAnEntry) {
  auto M = readModel(
      entry("    role: send\n    carrier: arg:a::B\n    system: rpc\n"),
      "m.yaml");
  ASSERT_TRUE(bool(M));
  ASSERT_EQ((*M)->Entries.size(), 1u);
  const Entry &E = (*M)->Entries[0];
  EXPECT_EQ(E.R, Role::Send);
  EXPECT_TRUE(E.Blocks);
  EXPECT_EQ(E.place(Key::Carrier).K, PlaceRef::ArgType);
  EXPECT_EQ(E.place(Key::Carrier).TypeName, "a::B");
  EXPECT_FALSE(bool(E.place(Key::Client)));
  EXPECT_EQ(E.Owner, M->get());
}
