// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Request scope, handlers, injection, extraction, threads: the contract's rules
// one by one over the toy library.
#include "Toy.h"
#include <gtest/gtest.h>

using namespace trace_tidy::toy;

TEST(RequestScope, NobodyInView) {
  EXPECT_EQ(found("void f() { nap(); query(); wait(); }"), "");
  EXPECT_EQ(found("void f(Request &r) { nap(); }"),
            ""); // may be the caller's job
  EXPECT_EQ(found("int main() { nap(); }"), "");
}

TEST(RequestScope, Handler) {
  EXPECT_EQ(found(handler("\nnap();")),
            "1:uninstrumented-handler 2:blocking-call-outside-span");
}

TEST(RequestScope, CalledFromAHandler) {
  EXPECT_EQ(found("static void f() { nap(); }\n" + handler("f();")),
            "1:blocking-call-outside-span 2:uninstrumented-handler");
  EXPECT_EQ(found("static void f() { nap(); }\n" + served("f();")), "");
}

TEST(RequestScope, CalledFromBoth) {
  EXPECT_EQ(found("static void f() { nap(); }\n" + served("f();") +
                  "int main() { f(); }"),
            "");
  EXPECT_EQ(found("static void f() { query(); }\n"
                  "void g() { handle(\"/y\", [](Request &r) { f(); }); }\n" +
                  served("f();")),
            "1:blocking-call-outside-span 2:uninstrumented-handler");
}

// A function that others can call too is judged by the callers in view.
TEST(RequestScope, ExternalFunctionWithACallerInView) {
  EXPECT_EQ(found("void f(Request &r) { nap(); }\n" +
                  handler("if (r.header(\"x\")) f(r); f(r);")),
            "1:blocking-call-outside-span 2:uninstrumented-handler");
}

TEST(RequestScope, SpanHeldBefore) {
  EXPECT_EQ(found("int main() { { auto s = start(\"a\"); nap(); } }"), "");
  // A root span in main covers no handler.
  EXPECT_EQ(found("int main() { auto s = start(\"main\");\n"
                  "handle(\"/x\", [](Request &r) {\nnap(); }); }"),
            "2:uninstrumented-handler 3:blocking-call-outside-span");
}

TEST(RequestScope, AllCode) {
  trace_tidy::AnalysisOptions Options;
  Options.AllCode = true;
  auto Tu = facts("int main() { nap(); }");
  EXPECT_EQ(findGaps(Tu, Options).size(), 1u);
  EXPECT_EQ(found(Tu), "");
}

TEST(RequestScope, Categories) {
  auto Tu = facts(
      handler("auto s = start(\"s\", extract(r)); s->end(); lock(); nap();"));
  EXPECT_EQ(found(Tu), "1:blocking-call-outside-span");
  trace_tidy::AnalysisOptions Options;
  std::string Bad;
  ASSERT_TRUE(parseCategories("default; lock", Options, Bad));
  EXPECT_EQ(findGaps(Tu, Options).size(), 2u);
  ASSERT_TRUE(parseCategories("lock", Options, Bad));
  EXPECT_EQ(findGaps(Tu, Options).size(), 1u);
  EXPECT_FALSE(parseCategories("lock;lok", Options, Bad));
  EXPECT_EQ(Bad, "lok");
}

TEST(Handlers, WithoutCalls) {
  EXPECT_EQ(found(handler("r.header(\"x\");")), "");
}

TEST(Handlers, HealthRoutes) {
  for (std::string Route : {"/health", "/healthz", "/livez", "/readyz",
                            "/ready", "/ping", "/metrics"})
    EXPECT_EQ(found("void f() { handle(\"/a" + Route +
                    "\", [](Request &r) { nap(); }); }"),
              "");
  EXPECT_NE(
      found("void f() { handle(\"/healthier\", [](Request &r) { nap(); }); }"),
      "");
}

TEST(Handlers, ForwardingLambda) {
  EXPECT_EQ(found("static void h(Request &r) {\nnap(); }\n"
                  "void f() { handle(\"/x\", [](Request &r) { h(r); }); }"),
            "1:uninstrumented-handler 2:blocking-call-outside-span");
}

TEST(Handlers, NamedFunction) {
  EXPECT_EQ(found("static void h(Request &r) {\nnap(); }\nvoid f() { "
                  "handle(\"/x\", h); }"),
            "1:uninstrumented-handler 2:blocking-call-outside-span");
}

TEST(Handlers, ByBaseClass) {
  EXPECT_EQ(
      found("struct B : Service { virtual void get(Request &r); };\n"
            "struct S : B { void get(Request &r) override {\nnap(); } };"),
      "2:uninstrumented-handler 3:blocking-call-outside-span");
}

TEST(Handlers, ClientSpanAroundOneCall) {
  EXPECT_EQ(found(handler(
                "auto s = start(\"c\", Kind::Client); Scope k(s); query();")),
            "1:uninstrumented-handler");
}

TEST(Handlers, Middleware) {
  EXPECT_EQ(found("void g() { around([](Request &r) { auto s = start(\"s\", "
                  "extract(r)); }); } " +
                  handler("nap();")),
            "");
  EXPECT_EQ(found("void unseen(Request &); void g() { around(unseen); } " +
                  handler("nap();")),
            "");
  EXPECT_NE(found("void g() { around([](Request &r) { r.header(\"x\"); }); } " +
                  handler("nap();")),
            "");
}

TEST(Handlers, OutOfSight) {
  EXPECT_EQ(found("void unseen(Request &); " + handler("unseen(r);")), "");
}

TEST(Extraction, FirstSpanWithoutAParent) {
  EXPECT_EQ(found(handler("\nauto s = start(\"a\", Kind::Server);")),
            "2:missing-context-extraction");
  EXPECT_EQ(found(handler("auto s = start(\"a\", extract(r));")), "");
}

TEST(Extraction, ExtractedAndNotUsed) {
  EXPECT_EQ(found(handler("auto c = extract(r);\nauto s = start(\"a\");")),
            "2:missing-context-extraction");
}

TEST(Extraction, SecondSpanIsAChild) {
  EXPECT_EQ(found(served("auto s = start(\"a\");")), "");
}

TEST(Extraction, InOneBranch) {
  EXPECT_EQ(
      found(handler(
          "SpanPtr s; if (r.header(\"x\")) s = start(\"a\", extract(r));\n"
          "else s = start(\"b\");")),
      "2:missing-context-extraction");
  // Only when the header is there: right.
  EXPECT_EQ(found(handler("SpanPtr s; if (r.header(\"traceparent\")) s = "
                          "start(\"a\", extract(r)); "
                          "else s = start(\"b\");")),
            "");
}

TEST(Extraction, ByAHelperTheHandlersCallIsThePlace) {
  EXPECT_EQ(found("static SpanPtr open() { return start(\"a\"); }\n" +
                  handler("auto s = open();")),
            "2:missing-context-extraction");
  EXPECT_EQ(found("static SpanPtr open(Request &r) { return start(\"a\", "
                  "extract(r)); }\n" +
                  handler("auto s = open(r);")),
            "");
}

TEST(Injection, NothingInjected) {
  EXPECT_EQ(found("void f() { Headers h; send(\"u\", h); }"),
            "1:missing-context-injection");
  EXPECT_EQ(found("void f() { send(\"u\"); }"), "1:missing-context-injection");
  EXPECT_EQ(found("void f() { send(\"u\", Headers()); }"),
            "1:missing-context-injection");
  EXPECT_EQ(
      found(
          "void f() { Headers h; h.set(\"accept\", \"x\"); send(\"u\", h); }"),
      "1:missing-context-injection");
}

TEST(Injection, Injected) {
  EXPECT_EQ(found("void f() { Headers h; inject(h); send(\"u\", h); }"), "");
  EXPECT_EQ(found("void f() { Headers h; h.set(\"TraceParent\", \"x\"); "
                  "send(\"u\", h); }"),
            "");
  EXPECT_EQ(found("static Headers make() { Headers h; inject(h); return h; } "
                  "void f() { send(\"u\", make()); }"),
            "");
  EXPECT_EQ(
      found(
          "void f() { Headers h; inject(h); Headers g = h; send(\"u\", g); }"),
      "");
}

TEST(Injection, TooLate) {
  EXPECT_EQ(found("void f() { Headers h; send(\"u\", h);\ninject(h); }"),
            "1:missing-context-injection");
}

TEST(Injection, OnOnePath) {
  EXPECT_EQ(
      found("void f(int n) { Headers h; if (n) inject(h);\nsend(\"u\", h); }"),
      "2:missing-context-injection");
  EXPECT_EQ(found("void f(int n) { Headers h; if (n) inject(h); else "
                  "inject(h); send(\"u\", h); }"),
            "");
  EXPECT_EQ(found("void f(int n) { Headers h; if (n) inject(h); if (n) "
                  "send(\"u\", h); }"),
            "");
}

TEST(Injection, OnOnePathOfJoinedConditions) {
  EXPECT_EQ(found("void f(bool a, bool b) { Headers h; if (a && b) inject(h); "
                  "if (a && b) send(\"u\", h); }"),
            "");
  EXPECT_EQ(found("void f(bool a, bool b) { Headers h; if (a || b) inject(h); "
                  "if (a || b) send(\"u\", h); }"),
            "");
}

// A switch with two ways is no if: other values than the case's lead past it.
TEST(Injection, OnOnePathOfASwitch) {
  EXPECT_EQ(found("void f(int n) { Headers h; switch (n) { case 1: inject(h); "
                  "break; default: break; }\nif (n) send(\"u\", h); }"),
            "2:missing-context-injection");
}

// The arms of a switch tell nothing of its value: that no way leads from the
// case of zero to the send is not seen.
TEST(Injection, FP_OnOnePathOfASwitch) {
  EXPECT_EQ(found("void f(int n) { Headers h; switch (n) { case 0: break; "
                  "default: inject(h); } "
                  "if (n) send(\"u\", h); }"),
            "1:missing-context-injection");
}

// Each loop can have no round, for all that is known of it: that both run over
// the same elements, so that none is sent without the first loop, is not seen.
TEST(Injection, FP_ElementsInTwoLoops) {
  EXPECT_EQ(found("void f() { List<Headers> l; for (Headers &h : l) inject(h); "
                  "for (Headers &h : l) send(\"u\", h); }"),
            "1:missing-context-injection");
}

TEST(Injection, ElementsOfAContainer) {
  EXPECT_EQ(
      found("void f() { List<Headers> l; inject(l[0]); send(\"u\", l[0]); }"),
      "");
  EXPECT_EQ(found("void f() { List<Headers> l; Headers h; inject(h); "
                  "l.push_back(h); send(\"u\", l[0]); }"),
            "");
  EXPECT_EQ(found("void f() { List<Headers> l; inject(l[0]); for (Headers &h : "
                  "l) send(\"u\", h); }"),
            "");
}

TEST(Injection, TheOtherCarrier) {
  EXPECT_EQ(found("void f() { Headers h, g; inject(g); send(\"u\", h); }"),
            "1:missing-context-injection");
}

TEST(Injection, CarrierOfTheCaller) {
  const char *Wrapper = "static void call(Headers &h) { send(\"u\", h); }\n";
  EXPECT_EQ(found("void call(Headers &h) { send(\"u\", h); }"), "");
  EXPECT_EQ(found(Wrapper + std::string("void f() { Headers h; call(h); }")),
            "1:missing-context-injection");
  EXPECT_EQ(found(Wrapper +
                  std::string("void f() { Headers h; inject(h); call(h); }")),
            "");
  EXPECT_EQ(
      found(Wrapper + std::string("void f() { Headers h; inject(h); call(h); } "
                                  "void g() { Headers h; call(h); } "
                                  "void e() { Headers h; call(h); }")),
      "1:missing-context-injection");
}

TEST(Injection, OutsideOfRequests) {
  EXPECT_EQ(found("int main() { Headers h; send(\"u\", h); }"), "");
  EXPECT_EQ(
      found(
          "static void f() { Headers h; send(\"u\", h); } int main() { f(); }"),
      "");
  EXPECT_EQ(
      found("int main() { auto s = start(\"a\"); Headers h; send(\"u\", h); }"),
      "1:missing-context-injection");
}

TEST(Injection, ClientThatPropagates) {
  EXPECT_EQ(
      found("void f() { Headers h; Client c = traced(); c.send(\"u\", h); }"),
      "");
  EXPECT_EQ(found("void f() { Headers h; Client c; c.send(\"u\", h); }"),
            "1:missing-context-injection");
}

// What goes into a queue of one's own is sent by the queue, with what is in the
// headers by then.
TEST(Injection, IntoAQueueOfOnesOwn) {
  EXPECT_EQ(found("void f() { Queue q; Headers h;\nq.add(h);\nq.flush(); }"),
            "3:missing-context-injection");
  EXPECT_EQ(
      found("void f() { Queue q; Headers h; inject(h); q.add(h); q.flush(); }"),
      "");
  EXPECT_EQ(
      found("void f() { Queue q; Headers h; q.add(h); inject(h); q.flush(); }"),
      "");
  EXPECT_EQ(found("void f() { Queue q; Headers h; q.add(h); }"), "");
}

TEST(Injection, IntoAQueueFromElsewhere) {
  EXPECT_EQ(found("void f(Queue &q) { Headers h; q.add(h);\ninject(h); }"),
            "1:missing-context-injection");
  EXPECT_EQ(found("void f(Queue &q) { Headers h; inject(h); q.add(h); }"), "");
}

// The remote call is where it is sent, too.
TEST(Injection, IntoAQueueIsNoCallYet) {
  EXPECT_EQ(found(served("Queue q; Headers h; inject(h);\nq.add(h);\n"
                         "q.flush();")),
            "3:missing-client-span");
}

// A call that is prepared is sent later, with what is in the headers by then.
TEST(Injection, PreparedByAStub) {
  const char *Stub = "namespace shop { struct Stub { void Get(Headers &); "
                     "Call PrepareGet(Headers &); }; }\n";
  EXPECT_EQ(found(Stub + std::string("void f(shop::Stub &s) { Headers h; auto "
                                     "c = s.PrepareGet(h);\nc.go(); }")),
            "3:missing-context-injection");
  EXPECT_EQ(found(Stub + std::string("void f(shop::Stub &s) { Headers h; auto "
                                     "c = s.PrepareGet(h); inject(h); "
                                     "c.go(); }")),
            "");
  EXPECT_EQ(found(Stub + std::string("void f(shop::Stub &s) { Headers h; "
                                     "s.Get(h); }")),
            "2:missing-context-injection");
}

TEST(Asynchronous, DoesNotBlock) {
  const char *Body = "Headers h; inject(h); post(\"u\", h);";
  EXPECT_EQ(found(handler("auto s = start(\"s\", extract(r)); s->end(); " +
                          std::string(Body))),
            "");
  EXPECT_EQ(found(served(Body)), "1:missing-client-span");
}

TEST(Asynchronous, WaitingForItBelongsToIt) {
  EXPECT_EQ(found(served("auto c = start(\"c\"); Headers h; inject(h); "
                         "post(\"u\", h).get();")),
            "");
}

TEST(Threads, NothingIsOpenThere) {
  EXPECT_EQ(found(served("spawn([] {\nnap(); });")),
            "2:blocking-call-outside-span");
  EXPECT_EQ(found(served("later([] {\nnap(); });")),
            "2:blocking-call-outside-span");
  EXPECT_EQ(found(served("run([] { nap(); });")), "");
}

TEST(Threads, ASpanThatIsHandedOver) {
  EXPECT_EQ(found(served("spawn([server] { nap(); });")), "");
  EXPECT_EQ(found(served("spawn([](SpanPtr s) { nap(); }, server);")), "");
  EXPECT_EQ(found(served("spawn([] { auto s = start(\"t\"); nap(); });")), "");
}

TEST(Discarded, Scopes) {
  EXPECT_EQ(found("void f(SpanPtr s) { Scope{s}; }"), "1:discarded-scope");
  EXPECT_EQ(found("void f(SpanPtr s) { activate(s); }"), "1:discarded-scope");
  EXPECT_EQ(found("void f(SpanPtr s) { (void)activate(s); }"),
            "1:discarded-scope");
  EXPECT_EQ(found("void f(SpanPtr s) { auto k = activate(s); Scope m{s}; }"),
            "");
  EXPECT_EQ(found("Scope f(SpanPtr s) { return activate(s); }"), "");
  EXPECT_EQ(found("void f(SpanPtr s, int n) { if (n) activate(s); for (;;) "
                  "activate(s); }"),
            "1:discarded-scope 1:discarded-scope");
}

TEST(Discarded, ChangedCopies) {
  EXPECT_EQ(found("void f(Context c) { c.with(\"k\", 1); }"),
            "1:discarded-scope");
  EXPECT_EQ(found("void f(Context c) { c = c.with(\"k\", 1); }"), "");
}

TEST(Discarded, AsTheBodyOfOtherStatements) {
  for (std::string Statement :
       {"switch (n) { case 1: activate(s); }",
        "switch (n) { default: activate(s); }", "do activate(s); while (n);",
        "for (int i : List<int>()) activate(s);", "again: activate(s);",
        "[[likely]] activate(s);"})
    EXPECT_EQ(found("void f(SpanPtr s, int n) { " + Statement + " }"),
              "1:discarded-scope")
        << Statement;
}
