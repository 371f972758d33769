// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What fix-its write. That it compiles, and is silent, is tested over all
// annotated sources (tests/fixes).
#include "Toy.h"
#include <gtest/gtest.h>

using namespace trace_tidy::toy;

namespace {

/// What becomes of a statement under a server span.
std::string statement(const std::string &Text) {
  std::string Code = served("\n" + Text + "\n");
  std::string After = mended(Code);
  size_t Before = Code.find(Text);
  return After.substr(Before, After.size() - (Code.size() - Text.size()));
}

TEST(SpanFix, WrapsTheCallWhereverItStands) {
  EXPECT_EQ("fix::client(\"SELECT orders\", [&] { query(\"select * from "
            "orders\"); });",
            statement("query(\"select * from orders\");"));
  EXPECT_EQ("if (fix::client(\"query\", [&] { return query(); }) > 1) return;",
            statement("if (query() > 1) return;"));
  EXPECT_EQ("int a = 1 + fix::client(\"query\", [&] { return query(); });",
            statement("int a = 1 + query();"));
  EXPECT_EQ("fix::internal(\"lambda wait\", [&] { wait(); });",
            statement("wait();"));
}

TEST(SpanFix, NamesAWaitAfterItsFunction) {
  std::string After =
      mended("namespace n { struct Pool { void take() { wait(); "
             "} }; }\n" +
             served("n::Pool().take();"));
  EXPECT_NE(std::string::npos, After.find("internal(\"Pool::take wait\", [&]"))
      << After;
}

TEST(InjectionFix, NamesWhatANamespaceHides) {
  std::string After = mended(R"cpp(namespace n {
namespace fix {}
void f() {
  auto c = start("c", Kind::Client);
  Scope d(c);
  send("/a");
}
})cpp");
  EXPECT_NE(std::string::npos,
            After.find("send(\"/a\", ::fix::injected<toy::Headers>());"))
      << After;
}

TEST(SpanFix, ReferencesStayReferences) {
  EXPECT_EQ(
      "fix::client(\"row\", [&]() -> decltype(auto) { return row(\"x\"); }) "
      "= 1;",
      statement("row(\"x\") = 1;"));
}

TEST(SpanFix, WrapsTheConstructionOfAVariable) {
  EXPECT_EQ("Transaction t = fix::client(\"Transaction\", [&] { return "
            "Transaction(1); });",
            statement("Transaction t(1);"));
}

TEST(SpanFix, ContinuesTheRequestBeforeTheHandlersOwnSpan) {
  std::string After = mended(handler(R"cpp(
  nap();
  auto s = start("h", extract(r), Kind::Server);
  Scope a(s);
)cpp"));
  EXPECT_NE(std::string::npos,
            After.find("fix::internal(\"nap\", r, [&] { nap(); });"))
      << After;
}

TEST(SpanFix, IsRefusedWhereItCannotBeWhole) {
  EXPECT_EQ("the code stands in a macro\n",
            refused("#define ASK query()\n" + served("ASK;")));
  // The call ends elsewhere.
  EXPECT_EQ("the call completes elsewhere, and a span has to end there\n",
            refused(served("Headers h; inject(h); auto f = post(\"/a\", h); "
                           "(void)f;")));
  // A helper of a handler that has no span yet.
  EXPECT_EQ("the request's span has to be opened earlier, in its handler\n",
            refused("static void rest() { nap(); }\n" +
                    handler("rest(); auto s = start(\"h\", extract(r), "
                            "Kind::Server); Scope a(s);")));
}

/// The same with a client span of its own around it.
std::string sent(const std::string &Text) {
  return statement("{ auto c = start(\"c\", Kind::Client); Scope d(c); " +
                   Text + " }")
      .substr(sizeof("{ auto c = start(\"c\", Kind::Client); Scope d(c);"));
}

TEST(InjectionFix, GoesIntoWhatIsSent) {
  EXPECT_EQ("Headers h; send(\"/a\", fix::inject(h)); }",
            sent("Headers h; send(\"/a\", h);"));
  EXPECT_EQ("const Headers h; send(\"/a\", fix::injected(h)); }",
            sent("const Headers h; send(\"/a\", h);"));
  EXPECT_EQ("send(\"/a\", fix::inject(Headers())); }",
            sent("send(\"/a\", Headers());"));
  EXPECT_EQ("send(\"/a\", fix::injected<toy::Headers>({})); }",
            sent("send(\"/a\", {});"));
}

TEST(InjectionFix, SwitchesToTheOverloadWithHeaders) {
  EXPECT_EQ("send(\"/a\", fix::injected<toy::Headers>()); }",
            sent("send(\"/a\");"));
}

TEST(InjectionFix, CallsTheProjectsOwnFunctionIfThatInjects) {
  const std::string Helpers = "static void mine(Headers &h) { inject(h); }\n"
                              "static void other(Headers &h) { h.set(\"a\", "
                              "\"b\"); }\n";
  std::string After = mended(Helpers + served(R"cpp(
  auto c = start("c", Kind::Client);
  Scope d(c);
  Headers h;
  send("/a", h);
)cpp"));
  EXPECT_NE(std::string::npos, After.find("  mine(h);\n  send(\"/a\", h);"))
      << After;
  // Inside of the span that the call gets, so that this one is sent.
  After = mended(Helpers + served(R"cpp(
  Headers h;
  send("/a", h);
)cpp"));
  EXPECT_NE(std::string::npos, After.find("send(\"/a\", (mine(h), h)); });"))
      << After;
}

TEST(InjectionFix, GoesToTheCallersThatHandInTheCarrier) {
  std::string After = mended(R"cpp(
static void get(const Headers &h) {
  auto c = start("c", Kind::Client);
  Scope d(c);
  send("/a", h);
}
)cpp" + served("Headers h; get(h); get(Headers());"));
  EXPECT_NE(std::string::npos,
            After.find("get(fix::inject(h)); get(fix::inject(Headers()));"))
      << After;
}

TEST(HandlerFix, NamesTheRequestAndTheRoute) {
  EXPECT_EQ(R"cpp(void r() { handle("/a", [](const Request &request) {
    fix::Server server_span("/a", request);
    fix::client("query", [&] { query(); });
  });
})cpp",
            mended(R"cpp(void r() { handle("/a", [](const Request &) {
    query();
  });
})cpp"));
}

TEST(ScopeFix, GetsANameOrAHome) {
  EXPECT_EQ("auto s = start(\"a\"); const auto scope = activate(s);",
            statement("auto s = start(\"a\"); activate(s);"));
  EXPECT_EQ("auto c = current(); c = c.with(\"a\", 1);",
            statement("auto c = current(); c.with(\"a\", 1);"));
  EXPECT_EQ("there is no variable to keep the changed copy in\n",
            refused(served("current().with(\"a\", 1);")));
}

} // namespace
