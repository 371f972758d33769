// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A call's own span, and what an open span is: the contract's rules one by one
// over the toy library.
#include "Toy.h"
#include <gtest/gtest.h>

using namespace trace_tidy::toy;

namespace {
/// What is found in a handler under a server span that continues the trace.
std::string inServer(llvm::StringRef Body, llvm::StringRef Before = "") {
  // What stands before is on one line with the handler.
  return found(Before.str() + served(Body));
}
constexpr const char *Internal = "auto s = start(\"a\"); Scope k(s); ";
std::string inInternal(llvm::StringRef Body, llvm::StringRef Before = "") {
  return inServer(Internal + Body.str(), Before);
}
} // namespace

TEST(OwnSpan, ServerAndConsumerAreNever) {
  EXPECT_EQ(inServer("query();"), "1:missing-client-span");
  EXPECT_EQ(
      inServer("auto s = start(\"a\", Kind::Server); Scope k(s); query();"),
      "1:missing-client-span");
  EXPECT_EQ(
      inServer("auto s = start(\"a\", Kind::Consumer); Scope k(s); query();"),
      "1:missing-client-span");
}

TEST(OwnSpan, ClientAndProducerAre) {
  EXPECT_EQ(
      inServer(
          "auto s = start(\"a\", Kind::Client); Scope k(s); query(); query();"),
      "");
  EXPECT_EQ(
      inServer("auto s = start(\"a\", Kind::Producer); Scope k(s); query();"),
      "");
}

TEST(OwnSpan, KindThatIsSetLater) {
  EXPECT_EQ(
      inServer(
          "auto s = start(\"a\"); s->kind(Kind::Client); query(); query();"),
      "");
  EXPECT_EQ(
      inServer("auto s = start(\"a\"); s->kind(Kind::Consumer); query();"),
      "1:missing-client-span");
}

TEST(OwnSpan, KindThatIsUnknown) {
  EXPECT_EQ(found("Kind pick();" +
                  served("auto s = start(\"a\", pick()); query(); query();")),
            "");
}

TEST(OwnSpan, InternalOfOneCall) { EXPECT_EQ(inInternal("query();"), ""); }

TEST(OwnSpan, InternalOfTwo) {
  EXPECT_EQ(inInternal("query();\nquery();"),
            "1:missing-client-span 2:missing-client-span");
  EXPECT_EQ(
      inInternal("query();\nquery();\nquery();"),
      "1:missing-client-span 2:missing-client-span 3:missing-client-span");
}

TEST(OwnSpan, NeverActivatedCountsToo) {
  EXPECT_EQ(inServer("auto s = start(\"a\"); query();"), "");
}

TEST(OwnSpan, CallAndWaitAddUp) {
  EXPECT_EQ(inInternal("query();\nwait();"),
            "1:missing-client-span 2:untraced-wait");
}

TEST(OwnSpan, JoinsCountButAreNotReported) {
  EXPECT_EQ(inInternal("query();\njoin();"), "1:missing-client-span");
}

TEST(OwnSpan, SleepsDoNotCount) {
  EXPECT_EQ(inInternal("query();\nnap();"), "");
}

TEST(OwnSpan, CallInItsOwnSpanCountsForTheOuter) {
  EXPECT_EQ(inInternal("{ auto c = start(\"c\", Kind::Client); Scope d(c); "
                       "query(); }\nquery();"),
            "2:missing-client-span");
  EXPECT_EQ(inInternal("query();\n{ auto c = start(\"c\", Kind::Client); Scope "
                       "d(c); query(); }"),
            "1:missing-client-span");
}

TEST(OwnSpan, LoopCountsOnce) {
  EXPECT_EQ(inInternal("for (int i = 0; i < 3; ++i) query();"), "");
  EXPECT_EQ(inInternal("while (query()) {}"), "");
  EXPECT_EQ(inInternal("do { query(); } while (true);"), "");
  EXPECT_EQ(inInternal("List<int> l; for (int i : l) query();"), "");
}

TEST(OwnSpan, LoopWithTwoCalls) {
  EXPECT_EQ(inInternal("for (int i = 0; i < 3; ++i) { query();\nquery(); }"),
            "1:missing-client-span 2:missing-client-span");
}

TEST(OwnSpan, ArmsDoNotAddUp) {
  EXPECT_EQ(inInternal("if (r.header(\"x\")) query(); else query();"), "");
  EXPECT_EQ(
      inInternal("int n = r.header(\"x\") ? query(\"a\") : query(\"b\");"), "");
  EXPECT_EQ(inInternal("switch (*r.header(\"x\")) { case 1: query(); break; "
                       "case 2: query(); break; default: query(); }"),
            "");
}

TEST(OwnSpan, ArmAndWhatFollows) {
  EXPECT_EQ(inInternal("if (r.header(\"x\")) query();\nquery();"),
            "1:missing-client-span 2:missing-client-span");
  EXPECT_EQ(
      inInternal(
          "switch (*r.header(\"x\")) { case 1: query();\ncase 2: query(); }"),
      "1:missing-client-span 2:missing-client-span");
}

TEST(OwnSpan, CalleeCountsAtEachCall) {
  const char *Helper = "static void h() { query(); } ";
  EXPECT_EQ(inInternal("h();", Helper), "");
  EXPECT_EQ(inInternal("h();\nh();", Helper), "1:missing-client-span");
  EXPECT_EQ(inInternal("for (int i = 0; i < 3; ++i) h();", Helper), "");
  EXPECT_EQ(inInternal("if (r.header(\"x\")) h(); else h();", Helper), "");
}

TEST(OwnSpan, CalleeOfTwoCalls) {
  EXPECT_EQ(inInternal("h();", "static void h() { query(); query(\"\"); }\n"),
            "1:missing-client-span 1:missing-client-span");
}

TEST(OwnSpan, CalleeAndCaller) {
  EXPECT_EQ(inInternal("query(); h();", "static void h() { query(); }\n"),
            "1:missing-client-span 2:missing-client-span");
  EXPECT_EQ(inInternal("h(); query();", "static void h() { query(); }\n"),
            "1:missing-client-span 2:missing-client-span");
}

TEST(OwnSpan, CalleesSpanIsItsOwn) {
  EXPECT_EQ(
      inServer(
          "h(); h();",
          "static void h() { auto s = start(\"a\"); Scope k(s); query(); } "),
      "");
}

TEST(Wait, UnderServerSpan) {
  EXPECT_EQ(inServer("wait();"), "1:untraced-wait");
  EXPECT_EQ(inServer("join();"), "");
  EXPECT_EQ(inServer("nap();"), "");
  EXPECT_EQ(inServer("Future f; f.get();"), "");
}

TEST(Wait, ItsOwnSpan) {
  EXPECT_EQ(inInternal("wait();"), "");
  EXPECT_EQ(inInternal("wait();\nwait();"), "1:untraced-wait 2:untraced-wait");
}

TEST(Wait, SpanEventBefore) {
  EXPECT_EQ(inServer("server->event(\"queue\"); wait();"), "");
  EXPECT_EQ(inServer("wait(); server->event(\"queue\");"), "1:untraced-wait");
  EXPECT_EQ(inServer("if (r.header(\"x\")) server->event(\"queue\"); wait();"),
            "1:untraced-wait");
}

TEST(Wait, EventOfAnOuterSpanIsNone) {
  EXPECT_EQ(
      inServer("server->event(\"queue\"); auto s = start(\"a\", Kind::Server); "
               "Scope k(s); wait();"),
      "1:untraced-wait");
}

TEST(Ended, BeforeTheCall) {
  EXPECT_EQ(inServer("server->end();\nnap();"), "2:blocking-call-outside-span");
  EXPECT_EQ(inServer("server->end();\nquery();"),
            "2:blocking-call-outside-span");
  EXPECT_EQ(inServer("server->end();\nwait();"),
            "2:blocking-call-outside-span");
}

TEST(Ended, InOneBranch) {
  EXPECT_EQ(inServer("if (r.header(\"x\")) server->end();\nnap();"),
            "2:blocking-call-outside-span");
}

TEST(Ended, OnTheWayOut) {
  EXPECT_EQ(inServer("if (r.header(\"x\")) { server->end(); return; }\nnap();"),
            "");
}

TEST(Ended, ByTheEndOfItsScope) {
  EXPECT_EQ(
      found(handler(
          "{ auto s = start(\"s\", extract(r), Kind::Server); }\nnap();")),
      "2:blocking-call-outside-span");
  EXPECT_EQ(found(handler("{ auto s = start(\"s\", extract(r), Kind::Server); "
                          "Scope k(s); }\nnap();")),
            "2:blocking-call-outside-span");
}

// The scope keeps the span alive, so it is open while either lives.
TEST(Ended, HeldByItsScope) {
  EXPECT_EQ(
      found(handler("Scope k(start(\"s\", extract(r), Kind::Server)); nap();")),
      "");
}

TEST(Ended, ByAHelper) {
  EXPECT_EQ(inServer("finish(server);\nnap();",
                     "static void finish(SpanPtr &s) { s->end(); } "),
            "2:blocking-call-outside-span");
}

TEST(Ended, ByReset) {
  EXPECT_EQ(found(handler("auto s = start(\"s\", extract(r), Kind::Server); "
                          "s.reset();\nnap();")),
            "2:blocking-call-outside-span");
}

TEST(Open, InOneBranchOnly) {
  EXPECT_EQ(found(handler("SpanPtr s; if (r.header(\"x\")) s = start(\"s\", "
                          "extract(r));\nnap();")),
            "2:blocking-call-outside-span");
  EXPECT_EQ(found(handler(
                "SpanPtr s; if (r.header(\"x\")) s = start(\"s\", extract(r)); "
                "else s = start(\"t\", extract(r));\nnap();")),
            "");
}

TEST(Open, EarlyReturn) {
  EXPECT_EQ(found(handler("if (r.header(\"x\")) return; auto s = start(\"s\", "
                          "extract(r)); nap();")),
            "");
  EXPECT_EQ(found(handler("if (r.header(\"x\")) { nap(); return; }\n"
                          "auto s = start(\"s\", extract(r)); nap();")),
            "1:blocking-call-outside-span");
}

TEST(Open, MovedOn) {
  EXPECT_EQ(inServer("{ auto t = std::move(server); } nap();"),
            ""); // its scope holds it
  EXPECT_EQ(
      found(handler(
          "auto s = start(\"s\", extract(r)); auto t = std::move(s); nap();")),
      "");
  EXPECT_EQ(found("static void take(SpanPtr) {} " +
                  handler("auto s = start(\"s\", extract(r)); "
                          "take(std::move(s));\nnap();")),
            "2:blocking-call-outside-span");
  EXPECT_EQ(
      found(
          "static void take(SpanPtr &&s) {} " +
          handler(
              "auto s = start(\"s\", extract(r)); take(std::move(s)); nap();")),
      "");
}

TEST(Open, MovedIntoAVariableThatEnds) {
  EXPECT_EQ(found(handler("auto s = start(\"s\", extract(r)); { auto t = "
                          "std::move(s); }\nnap();")),
            "2:blocking-call-outside-span");
}

// A pointer passed by value is a copy, whose end ends nothing.
TEST(Open, PassedByValue) {
  EXPECT_EQ(
      found("static void look(SpanPtr) {} " +
            handler("auto s = start(\"s\", extract(r)); look(s); nap();")),
      "");
  EXPECT_EQ(
      found("void unseen(SpanPtr); " +
            handler("auto s = start(\"s\", extract(r)); unseen(s); nap();")),
      "");
}

TEST(Open, ByAGuardOfTheProject) {
  const char *Guard =
      "struct G { SpanPtr s; Scope k; G(Request &r) : "
      "s(start(\"s\", extract(r))), k(s) {} ~G() { s->end(); } }; ";
  EXPECT_EQ(found(Guard + handler("G g(r); nap();")), "");
  EXPECT_EQ(found(Guard + handler("{ G g(r); }\nnap();")),
            "2:blocking-call-outside-span");
}

TEST(Open, ByAConstructorThatDelegates) {
  const char *Guard = "struct G { SpanPtr s; G(Request &r) : G(r, 1) {} "
                      "G(Request &r, int) : s(start(\"s\", extract(r))) {} }; ";
  EXPECT_EQ(found(Guard + handler("G g(r); nap();")), "");
  EXPECT_EQ(found(Guard + handler("{ G g(r); }\nnap();")),
            "2:blocking-call-outside-span");
  // What stands in its own body comes behind.
  EXPECT_EQ(found("struct G { SpanPtr s; G(Request &r) : G(r, 1) { s->end(); } "
                  "G(Request &r, int) : s(start(\"s\", extract(r))) {} }; " +
                  handler("G g(r);\nnap();")),
            "2:blocking-call-outside-span");
}

TEST(Open, ByTheConstructorOfABase) {
  const char *Base = "struct A { SpanPtr s; A(Request &r) : s(start(\"s\", "
                     "extract(r))) {} }; ";
  EXPECT_EQ(found(Base + ("struct G : A { G(Request &r) : A(r) {} }; " +
                          handler("G g(r); nap();"))),
            "");
}

// A constructor that is inherited with `using` is not followed to the base.
TEST(Open, ByAnInheritedConstructor) {
  EXPECT_EQ(
      found("struct A { SpanPtr s; A(Request &r) : s(start(\"s\", extract(r))) "
            "{} }; struct G : A { using A::A; }; " +
            handler("G g(r); nap();")),
      "");
}

// Code out of sight that is handed a place for a span may put an open one
// there; only spans that come as a result are thought of.
TEST(Open, FP_OutOfSightIntoAVariable) {
  EXPECT_EQ(found("void unseen(Request &, SpanPtr &); " +
                  handler("SpanPtr s; unseen(r, s); nap();")),
            "1:blocking-call-outside-span");
  EXPECT_EQ(found("struct G { SpanPtr s; void open(Request &); }; " +
                  handler("G g; g.open(r); nap();")),
            "1:blocking-call-outside-span");
}

TEST(Open, ReturnedByAHelper) {
  EXPECT_EQ(found("static SpanPtr open(Request &r) { return start(\"s\", "
                  "extract(r)); } " +
                  handler("auto s = open(r); nap();")),
            "");
}

TEST(Open, GuardOutOfSight) {
  EXPECT_EQ(found("struct G { G(Request &); ~G(); SpanPtr s; }; " +
                  handler("G g(r); nap();")),
            "");
}

TEST(Catch, SpanOfTheTryHasEnded) {
  EXPECT_EQ(found(handler("try { auto s = start(\"s\", extract(r)); nap(); }\n"
                          "catch (...) { nap(); }")),
            "2:blocking-call-outside-span");
  EXPECT_EQ(inServer("try { nap(); } catch (...) { nap(); }"), "");
}
