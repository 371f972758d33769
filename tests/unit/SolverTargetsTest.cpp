// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which function is meant, and whether it is asked at all: decorated handlers,
// code that is marked as rightly untraced, virtual calls.
#include "Toy.h"
#include <gtest/gtest.h>

using namespace trace_tidy::toy;

namespace {
/// Handlers of a base class, on line 1: Plain::get waits and opens nothing.
const std::string Plain =
    "struct B : Service { virtual void get(Request &r); }; struct Plain : B { "
    "void get(Request &r) override { nap(); } };\n";

/// A handler that opens the server span and calls the one in its member `b`.
std::string traced(llvm::StringRef Member, llvm::StringRef Constructor = "",
                   llvm::StringRef Call = "b->get(r);") {
  return ("struct Traced : B { " + Member + " " + Constructor +
          " void get(Request &r) override { auto s = start(\"s\", extract(r), "
          "Kind::Server); Scope k(s); " +
          Call + " } };\n")
      .str();
}
const std::string Traced = traced("B *b;", "Traced(B *b) : b(b) {}");
constexpr const char *PlainIsReported =
    "1:uninstrumented-handler 1:blocking-call-outside-span";
} // namespace

// What was put into another handler stands behind it, maybe under its span.
TEST(Handlers, Decorated) {
  EXPECT_EQ(found(Plain), PlainIsReported);
  EXPECT_EQ(found(Plain + Traced + "void wire() { Traced t(new Plain); }"), "");
  EXPECT_EQ(found(Plain + Traced + "void wire() { Plain p; Traced t(&p); }"),
            "");
  EXPECT_EQ(
      found(Plain + Traced + "B *wire() { return new Traced(new Plain); }"),
      "");
  EXPECT_EQ(found(Plain +
                  traced("B &b;", "Traced(B &b) : b(b) {}", "b.get(r);") +
                  "void wire() { Plain p; Traced t(p); }"),
            "");
  EXPECT_EQ(found(Plain + traced("B *b;") +
                  "void wire() { Plain p; Traced t; t.b = &p; }"),
            "");
}

TEST(Handlers, AnotherOneIsDecorated) {
  EXPECT_EQ(found(Plain + Traced +
                  "struct Other : B {};\nvoid wire() { Traced t(new Other); }"),
            ""); // where Plain is made is out of sight: it may stand behind
}

// Who keeps or calls it without being a handler is no decorator.
TEST(Handlers, KeptByAnyone) {
  EXPECT_EQ(found(Plain + "struct Owner { B *b; Owner(B *b) : b(b) {} };\n"
                          "void wire() { Owner o(new Plain); }"),
            PlainIsReported);
  EXPECT_EQ(found(Plain + "void f(B *b, Request &r) { b->get(r); }"),
            PlainIsReported);
}

// What is the handler's own job is still asked of it.
TEST(Handlers, DecoratedAndSends) {
  EXPECT_EQ(
      found("struct B : Service { virtual void get(Request &r); }; struct I : "
            "B { void get(Request &r) override { Headers h;\nsend(\"u\", h); } "
            "};\n" +
            Traced + "void wire() { Traced t(new I); }"),
      "2:missing-context-injection");
}

// Where they are put together out of sight, the one may stand behind the other.
TEST(Handlers, DecoratedOutOfSight) { EXPECT_EQ(found(Plain + Traced), ""); }

// That the decorator opens no span either is not looked at.
TEST(Handlers, FN_DecoratedByOneWithoutASpan) {
  EXPECT_EQ(found(Plain + "struct Logged : B { B *b; Logged(B *b) : b(b) {} "
                          "void get(Request &r) override { b->get(r); } };\n"
                          "void wire() { Logged l(new Plain); }"),
            "");
}

TEST(Untraced, Comment) {
  const std::string Handler = "static void h(Request &r) { nap(); }",
                    Use = "\nvoid f() { handle(\"/x\", h); }";
  for (std::string Before :
       {"// trace-tidy: untraced(a probe)\n", "// trace-tidy: untraced\n",
        "// Says that it lives.\n// trace-tidy: untraced(a probe)\n",
        "// trace-tidy: untraced(a probe)\n// Says that it lives.\n",
        "/* trace-tidy: untraced(a probe) */\n",
        "/**\n * Says that it lives.\n * trace-tidy: untraced(a probe)\n */\n",
        "  // trace-tidy: untraced(a probe)\n  "})
    EXPECT_EQ(found(Before + Handler + Use), "") << Before;
  EXPECT_EQ(found(Handler + " // trace-tidy: untraced(a probe)" + Use), "");
}

TEST(Untraced, CommentThatIsNotThere) {
  const std::string Handler = "static void h(Request &r) {\nnap(); }",
                    Use = "\nvoid f() { handle(\"/x\", h); }";
  for (std::string Before : {
           "// untraced(a probe)\n",                      // not the tool's
           "// trace-tidy: untraced(x)\n\n",              // not next to it
           "// trace-tidy: untraced(x)\nvoid other();\n", // another's
           "/* trace-tidy: untraced(x) */ int i;\nint j;\n",
       })
    EXPECT_NE(found(Before + Handler + Use), "") << Before;
  EXPECT_NE(found("static void h(Request &r) {\n// trace-tidy: untraced(x)\n"
                  "nap(); }" +
                  Use),
            "");
}

TEST(Untraced, Annotation) {
  const std::string Use = "void f() { handle(\"/x\", h); }";
  const std::string Marked =
      "[[clang::annotate(\"trace-tidy: untraced\")]] static void h(Request &r)";
  EXPECT_EQ(found(Marked + " { nap(); }\n" + Use), "");
  EXPECT_EQ(found(Marked + ";\nstatic void h(Request &r) { nap(); }\n" + Use),
            "");
  EXPECT_NE(found("[[clang::annotate(\"untraced\")]] static void h(Request &r) "
                  "{ nap(); }\n" +
                  Use),
            "");
}

TEST(Untraced, Methods) {
  EXPECT_EQ(found("struct B : Service { virtual void get(Request &r); };\n"
                  "struct S : B {\n// trace-tidy: untraced(a probe)\n"
                  "void get(Request &r) override { nap(); } };"),
            "");
}

TEST(Untraced, Lambdas) {
  EXPECT_EQ(found("void f() {\n// trace-tidy: untraced(a probe)\n"
                  "handle(\"/x\", [](Request &r) { nap(); });\n"
                  "handle(\"/y\", [](Request &r) { nap(); }); }"),
            "4:uninstrumented-handler 4:blocking-call-outside-span");
}

// A helper of marked code is judged by its other callers.
TEST(Untraced, WhatItReaches) {
  const std::string Marked = "static void help() { nap(); }\n"
                             "// trace-tidy: untraced(a probe)\n"
                             "static void h(Request &r) { help(); }\n"
                             "void f() { handle(\"/x\", h); }\n";
  EXPECT_EQ(found(Marked), "");
  EXPECT_EQ(found(Marked + handler("help();")),
            "1:blocking-call-outside-span 5:uninstrumented-handler");
}

// The marked helper is silent, its caller is not.
TEST(Untraced, Helpers) {
  const std::string Marked = "// trace-tidy: untraced(in memory)\n"
                             "static void help() { nap(); Headers h; "
                             "send(\"u\", h); }\n";
  EXPECT_EQ(found(Marked + handler("help();")), "");
  EXPECT_EQ(found(Marked + handler("help(); nap();")),
            "3:uninstrumented-handler 3:blocking-call-outside-span");
}

// The comment is looked for above the line in which the function's own text
// begins: behind `template <>`, or behind an attribute, on a line of its own,
// it is not seen; nor above a declaration apart from the body.
TEST(Untraced, FP_CommentsFurtherUp) {
  const std::string Mark = "// trace-tidy: untraced(a probe)\n";
  EXPECT_EQ(found(Mark + "template <class T>\nstatic void h(T &r) { nap(); }\n"
                         "void f() { handle(\"/x\", h<Request>); }"),
            "3:uninstrumented-handler 3:blocking-call-outside-span");
  EXPECT_EQ(found(Mark + "[[maybe_unused]]\nstatic void h(Request &r) { nap(); "
                         "}\nvoid f() { handle(\"/x\", h); }"),
            "3:uninstrumented-handler 3:blocking-call-outside-span");
  EXPECT_EQ(found(Mark + "static void h(Request &r);\n"
                         "static void h(Request &r) { nap(); }\n"
                         "void f() { handle(\"/x\", h); }"),
            "3:uninstrumented-handler 3:blocking-call-outside-span");
}

namespace {
/// Line 1: B::v queries; line 2: D::v of the same name has this body.
std::string twoTargets(llvm::StringRef Body) {
  return ("struct B { virtual void v() { query(); } };\n"
          "struct D : B { void v() override { " +
          Body + " } };\n")
      .str();
}
} // namespace

TEST(Virtual, OneTarget) {
  EXPECT_EQ(found("struct B { virtual void v() { query(); } }; B &get();\n" +
                  served("get().v();")),
            "1:missing-client-span");
}

// Which of several it is depends on the object: nothing can be claimed.
TEST(Virtual, TwoTargets) {
  EXPECT_EQ(
      found(twoTargets("query();") + "B &get();\n" + served("get().v();")), "");
}

TEST(Virtual, TwoTargetsMayInject) {
  const char *Two = "struct B { virtual void v(Headers &); }; void "
                    "B::v(Headers &) {}\nstruct D : B { void v(Headers &) "
                    "override {} };\n";
  EXPECT_EQ(found(Two + std::string("void f(B &b) { Headers h; b.v(h); "
                                    "send(\"u\", h); }")),
            "");
  // But not into what they cannot write.
  EXPECT_EQ(found("struct B { virtual void v(const Headers &); }; void "
                  "B::v(const Headers &) {}\nstruct D : B { void v(const "
                  "Headers &) override {} };\nvoid f(B &b) { Headers h; "
                  "b.v(h); send(\"u\", h); }"),
            "3:missing-context-injection");
}

TEST(Virtual, KnownType) {
  for (std::string Object :
       {"D d; d.v();", "D d; B &b = d; b.v();", "D d; B *b = &d; b->v();",
        "B *b = new D; b->v();"}) {
    EXPECT_EQ(found(twoTargets("query();") + served(Object)),
              "2:missing-client-span")
        << Object;
    EXPECT_EQ(found(twoTargets("") + served(Object)), "") << Object;
  }
}

TEST(Virtual, KnownTypeInAMethodOfTheBase) {
  EXPECT_EQ(found("struct B { virtual void v() {} void call() { v(); } };\n"
                  "struct D : B { void v() override { query(); } };\n" +
                  served("D d; d.call();")),
            "2:missing-client-span");
}

TEST(Virtual, KnownTypeInjects) {
  const std::string Two = "struct B { virtual void v(Headers &) {} };\n"
                          "struct D : B { void v(Headers &h) override { "
                          "inject(h); } };\n";
  EXPECT_EQ(found(Two + "void f() { Headers h; D d; B &b = d; b.v(h); "
                        "send(\"u\", h); }"),
            "");
}

// Named with its class, the call is not dispatched.
TEST(Virtual, Qualified) {
  EXPECT_EQ(found(twoTargets("") + served("D d; d.B::v();")),
            "1:missing-client-span");
}

// What a method overrides through classes in between is known, too.
TEST(Virtual, KnownTypeThatOverridesAgain) {
  EXPECT_EQ(found("struct B { virtual void v() {} };\n"
                  "struct C : B { void v() override { query(); } };\n"
                  "struct D : C { void v() override {} };\n" +
                  served("D d; B &b = d; b.v();")),
            "");
}

TEST(Virtual, KnownTypeThatOverridesAgainWithACall) {
  EXPECT_EQ(found("struct B { virtual void v() {} };\n"
                  "struct C : B { void v() override {} };\n"
                  "struct D : C { void v() override { query(); } };\n" +
                  served("D d; B &b = d; b.v();")),
            "3:missing-client-span");
}

// A known class that overrides nothing calls what it inherits.
TEST(Virtual, KnownTypeThatInherits) {
  EXPECT_EQ(found(twoTargets("") + "struct E : B {};\n" +
                  served("E e; B &b = e; b.v();")),
            "1:missing-client-span");
  EXPECT_EQ(found(twoTargets("") + served("B o; B &b = o; b.v();")),
            "1:missing-client-span");
}
