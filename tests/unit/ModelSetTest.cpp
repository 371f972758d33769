// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/model/ModelSet.h"
#include <gtest/gtest.h>
#include <map>
#include <set>

using namespace trace_tidy;

namespace {

constexpr const char *Text = R"yaml(
library: toy
provenance: none
entries:
  - {functions: ["a::b::C::run", "a::b::D::run"], role: span-end, span: this}
  - {functions: ["a::b::C::run"], role: span-event, span: this}
  - {functions: ["a::b::C::C", "a::b::C::~C", "a::b::C::operator()"], role: no-effect}
  - {functions: ["*::Stub::*"], role: send, carrier: arg0, system: rpc}
  - {functions: [plain], role: block, category: sleep}
types:
  - {names: ["a::b::C"], role: carrier}
  - {names: ["a::b::C", "a::E"], role: request}
handlers:
  - {base: "a::Service", method: serve, request: 0}
fields:
  - {name: "a::E::parent", role: parent}
values:
  - {names: ["a::Kind::Server", server], kind: server}
trace-headers: [traceparent, X-B3-TraceId]
telemetry-routes: [/v1/traces]
)yaml";

const ModelSet &toy() {
  static const auto Models = llvm::cantFail(ModelSet::parse(Text, "toy.yaml"));
  return *Models;
}

const ModelSet &builtin() {
  static const auto Models = llvm::cantFail(ModelSet::load());
  return *Models;
}

} // namespace

TEST(ModelSet, ByLastName) {
  EXPECT_EQ(toy().entriesNamed("run").size(), 2u);
  EXPECT_EQ(toy().entriesNamed("C").size(), 1u);
  EXPECT_EQ(toy().entriesNamed("~C").size(), 1u);
  EXPECT_EQ(toy().entriesNamed("operator()").size(), 1u);
  EXPECT_EQ(toy().entriesNamed("plain").size(), 1u);
  EXPECT_TRUE(toy().entriesNamed("a::b::C::run").empty());
  EXPECT_TRUE(toy().entriesNamed("").empty());
}

// Two functions of one entry with the same last name are one candidate, and the
// order is the file's.
TEST(ModelSet, InTheOrderOfTheFile) {
  auto Entries = toy().entriesNamed("run");
  ASSERT_EQ(Entries.size(), 2u);
  EXPECT_EQ(Entries[0]->R, Role::SpanEnd);
  EXPECT_EQ(Entries[1]->R, Role::SpanEvent);
}

TEST(ModelSet, Wildcards) {
  ASSERT_EQ(toy().wildcardEntries().size(), 1u);
  EXPECT_EQ(toy().wildcardEntries()[0]->R, Role::Send);
  EXPECT_TRUE(toy().entriesNamed("*").empty());
}

TEST(ModelSet, TypeRoles) {
  const TypeRoles *C = toy().typeRoles("a::b::C");
  ASSERT_TRUE(C);
  EXPECT_TRUE(has(*C, TypeRole::Carrier));
  EXPECT_TRUE(has(*C, TypeRole::Request));
  EXPECT_FALSE(has(*C, TypeRole::Span));
  EXPECT_FALSE(toy().typeRoles("C"));
  EXPECT_FALSE(toy().typeRoles("a::b::D"));
  EXPECT_TRUE(toy().mayHaveTypeRole("C"));
  EXPECT_FALSE(toy().mayHaveTypeRole("D"));
}

TEST(ModelSet, FieldsAndKinds) {
  EXPECT_EQ(toy().fieldRole("a::E::parent"), FieldRole::Parent);
  EXPECT_EQ(toy().fieldRole("parent"), std::nullopt);
  EXPECT_EQ(toy().kindOf("a::Kind::Server"), KindValue::Server);
  EXPECT_EQ(toy().kindOf("server"), KindValue::Server);
  EXPECT_EQ(toy().kindOf("a::Kind::Client"), std::nullopt);
}

TEST(ModelSet, TraceHeaders) {
  EXPECT_TRUE(toy().isTraceHeader("traceparent"));
  EXPECT_TRUE(toy().isTraceHeader("TraceParent"));
  EXPECT_TRUE(toy().isTraceHeader("x-b3-traceid"));
  EXPECT_TRUE(toy().isTraceHeader("traceparent: 00-ab"));
  EXPECT_TRUE(toy().isTraceHeader("traceparent:x"));
  EXPECT_TRUE(toy().isTraceHeader(" traceparent : x"));
  EXPECT_FALSE(toy().isTraceHeader("tracepare"));
  EXPECT_FALSE(toy().isTraceHeader("traceparent2"));
  EXPECT_FALSE(toy().isTraceHeader("x: traceparent"));
  EXPECT_FALSE(toy().isTraceHeader(""));
  EXPECT_FALSE(toy().isTraceHeader(":"));
}

TEST(ModelSet, TelemetryRoutes) {
  EXPECT_TRUE(toy().isTelemetryRoute("http://collector:4318/v1/traces"));
  EXPECT_TRUE(toy().isTelemetryRoute("/v1/traces"));
  EXPECT_FALSE(toy().isTelemetryRoute("/v1/traces/7"));
  EXPECT_FALSE(toy().isTelemetryRoute(""));
}

TEST(ModelSet, Handlers) {
  ASSERT_EQ(toy().handlers().size(), 1u);
  EXPECT_EQ(toy().handlers()[0].Method, "serve");
}

// A project's own models do not make its namespaces a library's.
TEST(ModelSet, LibraryNamespaces) {
  EXPECT_FALSE(toy().isLibraryNamespace("a"));
  EXPECT_FALSE(toy().isLibraryNamespace("a::b"));
  EXPECT_TRUE(builtin().isLibraryNamespace("opentelemetry::trace"));
  EXPECT_TRUE(builtin().isLibraryNamespace("httplib"));
  EXPECT_TRUE(builtin().isLibraryNamespace("grpc"));
  EXPECT_TRUE(builtin().isLibraryNamespace("std"));
  EXPECT_FALSE(builtin().isLibraryNamespace(""));
  EXPECT_FALSE(builtin().isLibraryNamespace("shop"));
  // Types are not namespaces.
  EXPECT_FALSE(builtin().isLibraryNamespace("httplib::Client"));
}

TEST(ModelSet, AFileThatIsNotThere) {
  auto M = ModelSet::load({"/no/such/file.yaml"});
  ASSERT_FALSE(bool(M));
  EXPECT_EQ(llvm::toString(M.takeError()),
            "/no/such/file.yaml: error: cannot read models: No such file or "
            "directory");
}

TEST(ModelSet, BuiltinModelsLoad) {
  auto M = ModelSet::load();
  ASSERT_TRUE(bool(M)) << llvm::toString(M.takeError());
  EXPECT_EQ((*M)->models().size(), builtinModels().size());
  EXPECT_GE(builtinModels().size(), 14u);
  std::set<std::string> Libraries;
  for (const auto &Each : (*M)->models()) {
    EXPECT_FALSE(Each->Library.empty());
    EXPECT_FALSE(Each->Provenance.empty());
    EXPECT_TRUE(Libraries.insert(Each->Library).second) << Each->Library;
  }
}

namespace {
std::string describe(const PlaceRef &P) {
  return std::to_string(P.K) + "/" + std::to_string(P.Index) + "/" + P.TypeName;
}

/// When an entry applies, and what it does there: two with the same of both
/// repeat one another.
std::string shape(const Entry &E) {
  std::string Text = roleName(E.R).str() + " without " + E.Without;
  for (const Condition &C : E.When) {
    Text += " when " + describe(C.Place) + "," + std::to_string(C.Parameters);
    for (const std::string &V : C.Values)
      Text += "," + V;
    if (C.Type)
      Text += "," + C.Type->Name + "<" + C.Type->Argument;
  }
  // An entry whose arg:NAME is not there does not apply: a condition too.
  for (const PlaceRef &P : E.Places)
    Text += " " + describe(P);
  return Text;
}
} // namespace

TEST(ModelSet, BuiltinModelsSayNothingTwice) {
  for (const auto &M : builtin().models()) {
    std::map<std::string, unsigned> Seen;
    for (const Entry &E : M->Entries)
      for (const std::string &F : E.Functions)
        if (++Seen[F + ": " + shape(E)] == 2)
          ADD_FAILURE() << M->Library << ": twice: " << F << " as "
                        << roleName(E.R).str();
    std::set<std::pair<std::string, unsigned>> Types;
    for (const TypeModel &T : M->Types)
      for (const std::string &N : T.Names)
        EXPECT_TRUE(Types.insert({N, unsigned(T.R)}).second)
            << M->Library << ": type twice: " << N;
  }
}
