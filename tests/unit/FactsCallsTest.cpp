// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is read from calls that models know, as the printer shows it, and the
// printer itself.
#include "Toy.h"
#include "analysis/facts/Print.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>
#include <set>

using namespace trace_tidy::toy;

TEST(Facts, PointersToMembers) {
  EXPECT_EQ(
      printed("struct S { void g() { nap(); } }; using Q = void (S::*)(); void "
              "f(S &s, Q q) { auto p = &S::g; (s.*p)(); (s.*q)(); }"),
      R"(
function f <c:@F@f#&$@S@S# #> 1:65
  block 0 -> 1
  block 1 -> 2
    %5 = function S::g @1:90
    %4 = copy (%5) @1:85
    %6 = flow (%p0, %4) @1:98
    call S::g (%p0) writes=0 @1:96
    %7 = flow (%p0, %p1) @1:108
    %8 = call-value (%p1, %p0) @1:106
  block 2 exit
function S::g 1:17
  block 0 -> 1
  block 1 -> 2
    block 'nap' (-) category=sleep @1:23
  block 2 exit
)");
}

// A qualified call is not dispatched.
TEST(Facts, VirtualCalls) {
  EXPECT_EQ(
      printed(
          "struct S { virtual void v(); }; void f(S &s) { s.v(); s.S::v(); }"),
      R"(
function f 1:38
  block 0 -> 1
  block 1 -> 2
    call S::v (%p0) writes=0 virtual @1:50
    call S::v (%p0) writes=0 @1:60
  block 2 exit
)");
}

TEST(Facts, SpansAndScopes) {
  EXPECT_EQ(printed("void f(SpanPtr s) { Scope{s}; auto k = activate(s); "
                    "s->end(); s.reset(); }"),
            R"(
function f 1:6
  block 0 -> 1
    discarded-scope 'Scope' scope @1:21
  block 1 -> 2
    %4 = new Scope @1:21
    %4 = activate (%p0) @1:21
    destroy (%4) @1:21
    %5 = activate (%p0) @1:40
    %3 = copy (%5) @1:36
    span-end (%p0) @1:56
    destroy (%p0) @1:65
    %6 = null @1:65
    %p0 = copy (%6) @1:63
    destroy (%3) @1:74
  block 2 exit
)");
}

TEST(Facts, SpanStart) {
  EXPECT_EQ(printed("void f() { auto s = start(\"a\", current(), "
                    "Kind::Client); s->event(\"e\"); s->kind(Kind::Server); }"),
            R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2
    %3 = context-current @1:32
    %4 = const "a" @1:27
    %5 = const "Client" kind=client @1:43
    %6 = span-start 'a' (-, %3, %5, %4, %3, %5) @1:21
    %2 = copy (%6) @1:17
    %7 = const "e" @1:67
    span-event (%2) @1:61
    %8 = const "Server" kind=server @1:81
    span-kind (%2, %8) @1:76
    destroy (%2) @1:96
  block 2 exit
)");
}

TEST(Facts, Headers) {
  EXPECT_EQ(printed("void f(Request &r) { Headers h; h.set(\"TraceParent\", "
                    "r.header(\"traceparent\")); h.set(\"x\", \"y\"); }"),
            R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2
    %4 = new Headers @1:30
    %3 = copy (%4) @1:30
    %5 = const "traceparent" trace-header @1:63
    %6 = header-get (%p0, %5) trace-header @1:56
    %7 = const "TraceParent" trace-header @1:39
    header-set (%3, %6, %7) trace-header @1:35
    %8 = const "x" @1:86
    %9 = const "y" @1:91
    header-set (%3, %9, %8) @1:82
  block 2 exit
)");
}

TEST(Facts, HandlersAndThreads) {
  EXPECT_EQ(
      printed("static void h(Request &r) {} void f() { handle(\"/ready\", h); "
              "handle(\"/x\", h); spawn(h, 1); later(h); around(h); }"),
      R"(
function f 1:35
  block 0 -> 1
  block 1 -> 2
    %2 = const "/ready" @1:48
    %3 = function h @1:58
    register-handler (%3) request=0 untraced @1:41
    %4 = const "/x" @1:69
    %5 = function h @1:75
    register-handler (%5) request=0 @1:62
    %6 = function h @1:85
    spawn 'spawn' (%6, -) @1:79
    %7 = function h @1:98
    continuation (%7) @1:92
    %8 = function h @1:109
    register-middleware (%8) @1:102
  block 2 exit
function h 1:13
  block 0 -> 1
  block 1 exit
)");
}

TEST(Facts, Sends) {
  EXPECT_EQ(printed("void f(Client c, Headers &x) { c.send(\"/u\", x); "
                    "send(\"u\"); post(\"u\", x).get(); }"),
            R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2
    %4 = const "/u" @1:39
    %5 = send Client::send (%p1, %p0, -) library=toy blocks @1:34
    %6 = const "u" @1:54
    %7 = send send (-, -, -) library=toy blocks no-carrier @1:49
    %8 = const "u" @1:65
    %9 = send post (%p1, -, -) library=toy @1:60
    block 'Future::get' (%9) category=future @1:73
    %10 = flow (%9) writes=0 @1:73
  block 2 exit
)");
}

TEST(Facts, Aggregates) {
  EXPECT_EQ(printed("struct O { Headers h; int n; }; void f(Headers &h) { O "
                    "o{.h = h, .n = 1}; send(\"u\", o.h); }"),
            R"(
function f 1:38
  block 0 -> 1
  block 1 -> 2
    %4 = clone (%p0) @1:63
    %5 = new @1:57
    store .h (%5, %4) @1:57
    %3 = copy (%5) @1:56
    %6 = const "u" @1:80
    %7 = load .h (%3) @1:87
    %8 = send send (%7, -, -) library=toy blocks @1:75
  block 2 exit
)");
}

// The whole text, once.
TEST(Facts, Print) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  trace_tidy::print(
      facts("struct B : Service { virtual void v(Request &r); };\n"
            "struct S : B { void v(Request &r) override; ~S() { wait(); } };\n"
            "void S::v(Request &r) { if (\"a\\n\") send(\"b\"); }"),
      Out);
  EXPECT_EQ("\n" + Text, R"(
class <c:@S@B@/t/a.cpp> base=<c:@N@toy@S@Service> override=<c:@S@B@F@~B#@/t/a.cpp of c:@N@toy@S@Service@F@~Service#>
class <c:@S@S@/t/a.cpp> base=<c:@S@B@/t/a.cpp> destructor=<c:@S@S@F@~S#@/t/a.cpp> override=<c:@S@S@F@v#&$@N@toy@S@Request#@/t/a.cpp of c:@S@B@F@v#&$@N@toy@S@Request#@/t/a.cpp> override=<c:@S@S@F@~S#@/t/a.cpp of c:@S@B@F@~B#@/t/a.cpp> override=<c:@S@S@F@~S#@/t/a.cpp of c:@N@toy@S@Service@F@~Service#>
function B::~B <c:@S@B@F@~B#@/t/a.cpp> /t/a.cpp:1:8 parameters=0 external method virtual destructor overrides=<c:@N@toy@S@Service@F@~Service#>
  block 0 -> 1
  block 1 -> 2
  block 2 exit
function S::v <c:@S@S@F@v#&$@N@toy@S@Request#@/t/a.cpp> /t/a.cpp:3:9 parameters=1 request=0 external method virtual handler takes-request overrides=<c:@S@B@F@v#&$@N@toy@S@Request#@/t/a.cpp>
  block 0 -> 1
  block 1 -> 2 ! if %3 computed
    %3 = const "a\0A" @/t/a.cpp:3:29
  block 2 -> 3
    %4 = const "b" @/t/a.cpp:3:41
    %5 = send 'send' <http> (-, -, -) library=toy blocks no-carrier @/t/a.cpp:3:36
  block 3 exit
function S::~S <c:@S@S@F@~S#@/t/a.cpp> /t/a.cpp:2:45 parameters=0 external method virtual destructor overrides=<c:@S@B@F@~B#@/t/a.cpp>
  block 0 -> 1
  block 1 -> 2
    block 'wait' (-) category=queue @/t/a.cpp:2:52
  block 2 exit
)");
}

TEST(Facts, EveryOpHasAName) {
  std::set<std::string> Names;
  for (unsigned I = 0; I <= unsigned(trace_tidy::Op::DiscardedScope); ++I)
    EXPECT_TRUE(
        Names.insert(trace_tidy::opName(static_cast<trace_tidy::Op>(I)).str())
            .second);
  EXPECT_FALSE(Names.count("?"));
}

// The parameter takes it over before the call, so what was moved from refers to
// nothing by then; what was moved in ends with the call.
TEST(Facts, Moves) {
  EXPECT_EQ(
      printed("void take(SpanPtr); void f(SpanPtr &s) { take(std::move(s)); }"),
      R"(
function f 1:26
  block 0 -> 1
  block 1 -> 2
    %3 = copy (%p0) @1:47
    %4 = null @1:47
    %p0 = copy (%4) @1:57
    call take (-, %3) writes=1 @1:42
    destroy (%3) @1:42
  block 2 exit
)");
}

// A queue is linked to what it will send; the send knows the queue.
TEST(Facts, SendsIntoAQueue) {
  EXPECT_EQ(printed("void f(Queue &q, Headers &h) { q.add(h); q.flush(); }"),
            R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2
    carrier-link (%p0, %p1) @1:34
    %4 = send Queue::add (%p1, %p0, %p0) library=toy @1:34
    %5 = send Queue::flush (%p0, %p0, -) library=toy @1:44
  block 2 exit
)");
}

// `Prepare*` is the beginning of a name, `*` any one. An entry with no-effect
// keeps those behind it away. A first `*` stands for one component or more.
TEST(Facts, Wildcards) {
  EXPECT_EQ(
      printed("namespace a { namespace b { struct Stub { void Get(Headers &); "
              "Call PrepareGet(Headers &); Call Prepare(Headers &); "
              "void Prepare(int); void Unprepare(Headers &); }; "
              "struct StubX { void Get(Headers &); }; } }\n"
              "void f(a::b::Stub &s, a::b::StubX &x, Headers &h) {\n"
              "s.Get(h);\ns.PrepareGet(h);\ns.Prepare(h);\ns.Prepare(1);\n"
              "s.Unprepare(h);\nx.Get(h); }"),
      R"(
function f 2:6
  block 0 -> 1
  block 1 -> 2
    %5 = send Stub::Get (%p2, %p0, -) library=toy blocks @3:3
    %6 = new @4:3
    carrier-link (%6, %p2) @4:3
    %7 = new @5:3
    carrier-link (%7, %p2) @5:3
    %8 = const "#1" @6:11
    call Stub::Prepare (%p0, %8) writes=0 @6:3
    %9 = send Stub::Unprepare (%p2, %p0, -) library=toy blocks @7:3
    call StubX::Get (%p1, %p2) writes=0,1 @8:3
  block 2 exit
)");
}

// A free function is no method of a stub, and a class of that name in no
// namespace has nothing for the first `*`.
TEST(Facts, WildcardsNeedAMethodAndAScope) {
  std::string Text = printed(
      "namespace Stub { void Get(Headers &); } namespace a { namespace Stub { "
      "void Get(Headers &); } }\n"
      "void f(Headers &h) { Stub::Get(h); a::Stub::Get(h); }");
  EXPECT_EQ(Text.find("send"), std::string::npos) << Text;
  Text = printed("struct Stub { void Get(Headers &); };\n"
                 "void f(Stub &s, Headers &h) { s.Get(h); }");
  EXPECT_EQ(Text.find("send"), std::string::npos) << Text;
}

// The graph of a coroutine differs between versions of clang: only the order of
// what matters is looked at.
TEST(Facts, Coroutines) {
  std::string Text =
      printed("struct Task { struct promise_type { Task get_return_object(); "
              "std::suspend_never initial_suspend(); std::suspend_never "
              "final_suspend() noexcept; "
              "void return_void(); void unhandled_exception(); }; }; "
              "Task f() { query(); co_await std::suspend_never{}; nap(); }");
  size_t Query = Text.find("remote query"), Suspend = Text.find("suspend "),
         Nap = Text.find("block 'nap'");
  ASSERT_NE(Nap, std::string::npos) << Text;
  EXPECT_LT(Query, Suspend);
  EXPECT_LT(Suspend, Nap);
}
