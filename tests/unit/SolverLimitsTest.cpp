// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that is deep, wide, circular or hostile is still analysed to an end, and
// the order in which functions are read does not matter. No test measures time:
// one that never ends fails by the time limit of the test runner.
#include "Toy.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

using namespace trace_tidy::toy;

namespace {
std::string repeat(unsigned Times, llvm::StringRef Pattern) {
  std::string Text;
  for (unsigned I = 0; I != Times; ++I) {
    llvm::StringRef Rest = Pattern;
    while (!Rest.empty()) {
      auto [Part, Next] = Rest.split('#');
      Text += Part;
      if (Part.size() != Rest.size())
        Text += std::to_string(I);
      Rest = Next;
    }
  }
  return Text;
}

/// f0 calls f1 calls ... the last one calls Leaf.
std::string chain(unsigned Depth, llvm::StringRef Leaf) {
  std::string Text =
      "static void f" + std::to_string(Depth) + "() { " + Leaf.str() + " }\n";
  for (unsigned I = Depth; I-- != 0;)
    Text += "static void f" + std::to_string(I) + "() { f" +
            std::to_string(I + 1) + "(); }\n";
  return Text;
}
} // namespace

TEST(Limits, Recursion) {
  EXPECT_EQ(found("static void f(int n) { if (n) f(n - 1);\nquery(); }\n" +
                  served("f(3);")),
            "2:missing-client-span");
  EXPECT_EQ(
      found("static void f(int n) { query(); f(n); }\n" + served("f(3);")),
      "1:missing-client-span");
}

TEST(Limits, MutualRecursion) {
  EXPECT_EQ(found("static void g(int n); static void f(int n) { g(n); }\n"
                  "static void g(int n) { if (n) f(n); query(); }\n" +
                  served("f(3);")),
            "2:missing-client-span");
}

TEST(Limits, RecursionThroughALambda) {
  EXPECT_EQ(found("struct S { void f(int n) { run([this, n] { f(n - 1); }); "
                  "query(); } };\n" +
                  served("S s; s.f(3);")),
            "1:missing-client-span");
}

TEST(Limits, RecursionThatStartsSpans) {
  EXPECT_EQ(found("static void f(int n) { auto s = start(\"a\", Kind::Client); "
                  "Scope k(s); "
                  "query(); if (n) f(n - 1); }\n" +
                  served("f(3);")),
            "");
}

TEST(Limits, RecursiveTypes) {
  EXPECT_EQ(found("struct N { N *next; Ptr<N> other; SpanPtr s; };\n" +
                  served("N n; n.next = &n; N m = n; m.other->next = &m; for "
                         "(N *p = &n; p; p = p->next) "
                         "query(); ")),
            "2:missing-client-span");
}

TEST(Limits, DeepCalls) {
  EXPECT_EQ(found(chain(30, "query();") + served("f0();")),
            "1:missing-client-span");
}

// Deeper than is followed: it ends, and nothing is invented.
TEST(Limits, FN_VeryDeepCalls) {
  EXPECT_EQ(found(chain(500, "query();") + served("f0();")), "");
}

// Every function calls the next twice: the calls are two to the power of forty.
TEST(Limits, CallsThatDouble) {
  std::string Text = "static void f40() { query(); }\n";
  for (unsigned I = 40; I-- != 0;) {
    std::string Next = "f" + std::to_string(I + 1) + "();";
    Text +=
        "static void f" + std::to_string(I) + "() { " + Next + Next + " }\n";
  }
  EXPECT_EQ(found(Text + served("f0();")), "1:missing-client-span");
}

TEST(Limits, SequentialBranches) {
  std::string Branches = repeat(200, "if (r.header(\"#\")) r.header(\"x\");\n");
  EXPECT_EQ(found(served(Branches + "nap();")), "");
  EXPECT_EQ(found(served(Branches + "query();")), "201:missing-client-span");
}

namespace {
/// A function with this end behind Times branches on what never changes: each
/// doubles what is known, and nothing joins it again.
std::string branchy(unsigned Times, llvm::StringRef Result,
                    llvm::StringRef End) {
  return "static " + Result.str() + " f(" + repeat(Times, "int a#, ") +
         "Request &r, Headers &h) { " +
         repeat(Times, "if (a#) r.header(\"x\"); ") + End.str() + " }\n";
}
std::string callBranchy(unsigned Times) {
  // No constants: those would decide the branches.
  return "f(" + repeat(Times, "*r.header(\"x\"), ") + "r, h);";
}
} // namespace

TEST(Limits, BranchesOnWhatNeverChanges) {
  EXPECT_EQ(found(branchy(10, "void", "query();") +
                  served("Headers h; " + callBranchy(10))),
            "1:missing-client-span");
}

// More than is followed: it ends, and nothing is said of what comes behind.
TEST(Limits, FN_ManyBranchesOnWhatNeverChanges) {
  EXPECT_EQ(found(branchy(200, "void", "query();") +
                  served("Headers h; " + callBranchy(200))),
            "");
}

// A function that was cut short may have injected, or opened a span; and it
// comes back, so what stands behind it is judged.
TEST(Limits, CutShortIsNotDoingNothing) {
  EXPECT_EQ(found(branchy(100, "void", "inject(h);") +
                  served("Headers h; " + callBranchy(100) +
                         "\nquery(); auto c = start(\"c\", Kind::Client); "
                         "send(\"u\", h);")),
            "3:missing-client-span");
  EXPECT_EQ(found(branchy(100, "SpanPtr", "return start(\"s\", extract(r));") +
                  handler("Headers h, g; auto s = " + callBranchy(100) +
                          " nap();\nsend(\"u\", g);")),
            "3:missing-context-injection");
}

// What the signature rules out is ruled out, and what was seen stands.
TEST(Limits, CutShortIsNotDoingEverything) {
  std::string Parameters = repeat(20, "int a#, "),
              Branches = repeat(20, "if (a#) r.header(\"x\"); "),
              Call = "f(" + repeat(20, "*r.header(\"x\"), ") + "r";
  EXPECT_EQ(found("static void f(" + Parameters + "Request &r, Headers &h) { " +
                  Branches + "inject(h); }\n" +
                  served("Headers h; " + Call +
                         ", h); auto c = start(\"c\", "
                         "Kind::Client); send(\"u\", "
                         "h);")),
            "");
  EXPECT_EQ(found("static void f(" + Parameters +
                  "Request &r, const Headers &h) { " + Branches + "}\n" +
                  served("Headers h; " + Call +
                         ", h); auto c = start(\"c\", "
                         "Kind::Client); send(\"u\", "
                         "h);")),
            "2:missing-context-injection");
  EXPECT_EQ(found("static void f(" + Parameters + "Request &r) { query(); " +
                  Branches + "}\n" + served(Call + ");\nquery();")),
            "1:missing-client-span 3:missing-client-span");
}

// It was given the request, so it may have opened the handler's span.
TEST(Limits, CutShortWithTheRequest) {
  std::string Callee = "static void f(" + repeat(20, "int a#, ") +
                       "Request &r) { " +
                       repeat(20, "if (a#) r.header(\"x\"); ") + "}\n";
  EXPECT_EQ(found(Callee + handler("nap(); f(" +
                                   repeat(20, "*r.header(\"x\"), ") + "r);")),
            "2:blocking-call-outside-span");
}

TEST(Limits, SequentialBranchesWithSpans) {
  std::string Branches = repeat(
      200,
      "SpanPtr s#; if (r.header(\"#\")) s# = start(\"a\", Kind::Client);\n");
  found(served(Branches + "query();"));
}

namespace {
std::string hugeSwitch(unsigned Cases, llvm::StringRef Behind) {
  return "switch (*r.header(\"x\")) {\n" +
         repeat(Cases, "case #: r.header(\"x\"); break;\n") + "}\n" +
         Behind.str();
}
} // namespace

TEST(Limits, BigSwitch) {
  EXPECT_EQ(found(served(hugeSwitch(500, "query();"))),
            "503:missing-client-span");
}

// The bound on states grows with the blocks: a function of many, where nothing
// splits what is known, is followed to its end.
TEST(Limits, HugeSwitch) {
  EXPECT_EQ(found(served(hugeSwitch(3000, "query();"))),
            "3003:missing-client-span");
}

TEST(Limits, HugeSwitchInAHelper) {
  EXPECT_EQ(found("static SpanPtr open(Request &r) { " +
                  hugeSwitch(3000, "return start(\"s\", extract(r)); }\n") +
                  handler("auto s = open(r); nap(); s->end();\nnap();")),
            "3005:blocking-call-outside-span");
}

TEST(Limits, HugeSwitchWithASpanInEachArm) {
  found(served("SpanPtr s; switch (*r.header(\"x\")) {\n" +
               repeat(500, "case #: s = start(\"a\"); Headers h#; inject(h#); "
                           "send(\"u\", h#);\n") +
               "}\nquery();"));
}

TEST(Limits, ManyNestedIfsAndCalls) {
  std::string Open = repeat(400, "if (r.header(\"#\")) {\n");
  std::string Calls = repeat(2000, "r.header(\"#\");\n");
  EXPECT_EQ(found(served("nap();\n" + Open + Calls + "query();" +
                         std::string(400, '}'))),
            "2402:missing-client-span");
}

TEST(Limits, ManyNestedIfsWithManyQueries) {
  std::string Text =
      repeat(400, "if (r.header(\"#\")) {\nquery(); query(\"#\"); "
                  "query(\"x\"); query(\"y\"); query();\n");
  EXPECT_EQ(
      found(served(Text + std::string(400, '}'))).find("2:missing-client-span"),
      0u);
}

TEST(Limits, ManyTries) {
  found(served(repeat(
      100, "try { query(); Scope k#(server); } catch (...) { nap(); }\n")));
}

TEST(Limits, NestedLoops) {
  EXPECT_EQ(found(served(repeat(30, "for (int i# = 0; i# < 9; ++i#) {\n") +
                         "query();" + std::string(30, '}'))),
            "31:missing-client-span");
}

TEST(Limits, NothingAtAll) {
  EXPECT_EQ(found(""), "");
  EXPECT_EQ(found(trace_tidy::Summary()), "");
  EXPECT_EQ(found("void f() {} int g(); struct S;"), "");
}

namespace {
/// Functions of every kind, that call each other.
const char *Mixed = R"cpp(
static SpanPtr open(Request &r) { return start("s", extract(r)); }
static void call(Headers &h) { send("u", h); }
static void wrapped() { Headers h; call(h); }
static void injected() { Headers h; inject(h); call(h); }
static void b(int n);
static void a(int n) { query(); b(n); }
static void b(int n) { if (n) a(n - 1); nap(); }
struct S : Service { virtual void get(Request &r) { a(1); } };
struct T : S { void get(Request &r) override { auto s = open(r); a(2); wrapped(); } };
struct G { SpanPtr s; G() : s(start("g")) {} ~G() { nap(); } };
void install() {
  handle("/a", [](Request &r) { a(1); });
  handle("/b", [](Request &r) { auto s = start("x"); { G g; } query(); injected(); });
  handle("/c", [](Request &r) { auto s = open(r); s->end(); spawn([] { wait(); }); });
}
void free1(Request &r) { wrapped(); b(1); }
void free2() { SpanPtr s = start("f"); Scope{s}; a(3); wait(); }
int main() { install(); a(4); }
)cpp";
} // namespace

TEST(Determinism, SameTwice) {
  auto Tu = facts(Mixed);
  std::string First = told(Tu);
  EXPECT_GT(std::count(First.begin(), First.end(), '\n'), 10);
  EXPECT_EQ(told(Tu), First);
  EXPECT_EQ(told(facts(Mixed)), First);
}

TEST(Determinism, AnyOrderOfFunctions) {
  auto Tu = facts(Mixed);
  std::string First = found(Tu);
  auto Original = Tu.Functions;
  std::reverse(Tu.Functions.begin(), Tu.Functions.end());
  EXPECT_EQ(found(Tu), First);
  for (unsigned Seed = 0; Seed != 40; ++Seed) {
    std::vector<unsigned> Order(Original.size());
    std::iota(Order.begin(), Order.end(), 0);
    std::shuffle(Order.begin(), Order.end(), std::mt19937(Seed));
    for (unsigned I = 0; I != Order.size(); ++I)
      Tu.Functions[I] = Original[Order[I]];
    ASSERT_EQ(found(Tu), First) << "seed " << Seed;
  }
}

TEST(Determinism, AnyOrderOfFunctionsSameWords) {
  auto Tu = facts(Mixed);
  std::string First = told(Tu);
  auto Original = Tu.Functions;
  for (unsigned Seed = 0; Seed != 40; ++Seed) {
    std::vector<unsigned> Order(Original.size());
    std::iota(Order.begin(), Order.end(), 0);
    std::shuffle(Order.begin(), Order.end(), std::mt19937(Seed));
    for (unsigned I = 0; I != Order.size(); ++I)
      Tu.Functions[I] = Original[Order[I]];
    ASSERT_EQ(told(Tu), First) << "seed " << Seed;
  }
}

TEST(Determinism, AnyOrderOfClasses) {
  auto Tu = facts(Mixed);
  std::string First = told(Tu);
  std::reverse(Tu.Classes.begin(), Tu.Classes.end());
  EXPECT_EQ(told(Tu), First);
}
