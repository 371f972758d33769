// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is read from C++, as the printer shows it.
#include "Toy.h"
#include <gtest/gtest.h>

using namespace trace_tidy::toy;

TEST(Facts, Branch) {
  EXPECT_EQ(printed("void f(int n) { if (n) query(); else wait(); }"), R"(
function f 1:6
  block 0 -> 1
  block 1 -> 3 2 if %p0 'n'
  block 2 -> 4
    block 'wait' (-) category=queue @1:38
  block 3 -> 4
    %3 = null
    %4 = remote query blocks @1:24
  block 4 exit
)");
}

TEST(Facts, NegatedCondition) {
  EXPECT_EQ(printed("void f(bool a) { if (!a) nap(); }"), R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2 3 if not %p0 'a'
  block 2 -> 3
    block 'nap' (-) category=sleep @1:26
  block 3 exit
)");
}

TEST(Facts, PresenceOfAPointer) {
  EXPECT_EQ(printed("void f(SpanPtr &s) { if (s) s->end(); }"), R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2 3 if %p0 's' pointer
    %3 = flow (%p0) @1:26
  block 2 -> 3
    span-end (%p0) @1:32
  block 3 exit
)");
}

TEST(Facts, Loop) {
  EXPECT_EQ(printed("void f(int n) { while (n) query(); }"), R"(
function f 1:6
  block 0 -> 1
  block 1 -> 3 2 if %p0 'n'
  block 2 exit
  block 3 -> 4
    %3 = null
    %4 = remote query blocks @1:27
  block 4 -> 1
)");
}

TEST(Facts, Switch) {
  EXPECT_EQ(printed("void f(int n) { switch (n) { case 1: query(); case 2: "
                    "lock(); default: nap(); } }"),
            R"(
function f 1:6
  block 0 -> 1
  block 1 -> 3 6 if %p0 'n==#2'
  block 2 -> 3
    %3 = null
    %4 = remote query blocks @1:38
  block 3 -> 4
    block 'lock' (-) category=lock @1:55
  block 4 -> 5
    block 'nap' (-) category=sleep @1:72
  block 5 exit
  block 6 -> 2 7 if %p0 'n==#1'
  block 7 -> 4
)");
}

// The variable is an element of the range.
TEST(Facts, RangeFor) {
  EXPECT_EQ(
      printed("void f(List<Headers> &l) { for (Headers &h : l) inject(h); }"),
      R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2
    %3 = copy (%p0) @1:46
    %7 = flow (%3) writes=0 @1:44
    %5 = copy (%7) @1:44
    %8 = flow (%3) writes=0 @1:44
    %4 = copy (%8) @1:44
  block 2 -> 4 3 if %9 computed
    %9 = flow (%4, %5) @1:44
  block 3 exit
  block 4 -> 5
    %10 = load .[] (%3) @1:42
    %6 = copy (%10) @1:42
    inject (%6) @1:49
  block 5 -> 2
)");
}

TEST(Facts, ConditionalOperator) {
  EXPECT_EQ(
      printed("void f(bool b, Headers &x, Headers &y) { inject(b ? x : y); }"),
      R"(
function f 1:6
  block 0 -> 1
  block 1 -> 3 2 if %p0 'b'
  block 2 -> 4
    %5 = copy (%p2) @1:57
  block 3 -> 4
    %5 = copy (%p1) @1:53
  block 4 -> 5
    inject (%5) @1:42
  block 5 exit
)");
}

// A call can lead into the handler, and what follows is reached by both.
TEST(Facts, TryAndCatch) {
  EXPECT_EQ(
      printed("void f() { try { query(); } catch (...) { wait(); } nap(); }"),
      R"(
function f 1:6
  block 0 -> 1
  block 1 -> 4 2
    %2 = null
    %3 = remote query blocks @1:18
  block 2 -> 3
  block 3 -> 4
    block 'wait' (-) category=queue @1:43
  block 4 -> 5
    block 'nap' (-) category=sleep @1:53
  block 5 exit
)");
}

TEST(Facts, LocalsOfATryEndInTheHandler) {
  EXPECT_EQ(printed("void g(); void f() { try { SpanPtr s = start(\"a\"); g(); "
                    "} catch (int) { throw; } }"),
            R"(
function f 1:16
  block 0 -> 1
  block 1 -> 2 3
    %4 = const "a" @1:46
    %5 = const "Internal" kind=internal
    %6 = span-start 'a' (-, -, %5, %4, %5) @1:40
  block 2 -> 5 3
    %2 = copy (%6) @1:36
    call g (-) @1:52
  block 3 -> 4 6
  block 4 -> 6
    destroy (%2) @1:36
    throw @1:73
  block 5 -> 6
    destroy (%2) @1:57
  block 6 exit
)");
}

TEST(Facts, ConstructorAndDestructor) {
  EXPECT_EQ(printed("struct S { Headers h; S(Headers &o) : h(o) {} ~S() { "
                    "nap(); } }; void f(Headers &o) { S s(o); }"),
            R"(
function f 1:71
  block 0 -> 1
  block 1 -> 2
    %4 = new S @1:89
    call S::S (%4, %p0) writes=0,1 constructor @1:89
    %3 = copy (%4) @1:89
    destroy (%3) @1:95
  block 2 exit
function S::S 1:23
  block 0 -> 1
  block 1 -> 2
    %3 = clone (%p0) @1:39
    store .h (%this, %3) @1:39
  block 2 exit
function S::~S 1:47
  block 0 -> 1
  block 1 -> 2
    block 'nap' (-) category=sleep @1:54
  block 2 exit
)");
}

// The constructor that is delegated to, and that of a base, fill the same
// object.
TEST(Facts, DelegatingConstructors) {
  EXPECT_EQ(printed("struct A { A(Headers &) {} }; struct S : A { "
                    "S(Headers &h) : A(h) {} S() : S(make()) {} "
                    "Headers &make(); };"),
            R"(
function A::A 1:12
  block 0 -> 1
  block 1 exit
function S::S 1:46
  block 0 -> 1
  block 1 -> 2
    call A::A (%this, %p0) writes=0,1 constructor @1:62
  block 2 exit
function S::S 1:70
  block 0 -> 1
  block 1 -> 2
    %2 = call S::make (%this) writes=0 @1:78
    call S::S (%this, %2) writes=0,1 constructor @1:76
  block 2 exit
)");
}

TEST(Facts, Captures) {
  EXPECT_EQ(printed("void f() { Headers h; auto l = [&h, g = h] { inject(h); "
                    "send(\"u\", g); }; l(); }"),
            R"(
function f 1:6
  block 0 -> 1
  block 1 -> 2
    %4 = new Headers @1:20
    %2 = copy (%4) @1:20
    %5 = clone (%2) @1:41
    %6 = function lambda closure @1:32
    store .cap:h (%6, %2) @1:34
    store .cap:g (%6, %5) @1:37
    %3 = copy (%6) @1:28
    call lambda (%3) @1:74
  block 2 exit
function lambda 1:32
  block 0 -> 1
  block 1 -> 2
    %2 = load .cap:h (%this) @1:53
    inject (%2) @1:46
    %3 = const "u" @1:62
    %4 = load .cap:g (%this) @1:67
    %5 = send send (%4, -, -) library=toy blocks @1:57
  block 2 exit
)");
}

TEST(Facts, CapturedThis) {
  EXPECT_EQ(
      printed(
          "struct S { Headers h; void f() { run([this] { inject(h); }); } };"),
      R"(
function S::f 1:28
  block 0 -> 1
  block 1 -> 2
    %2 = function lambda closure @1:38
    store .this (%2, %this) @1:38
    call-value (%2) @1:34
  block 2 exit
function lambda 1:38
  block 0 -> 1
  block 1 -> 2
    %2 = load .this (%this) @1:54
    %3 = load .h (%2) @1:54
    inject (%3) @1:47
  block 2 exit
)");
}

// A template that nobody instantiates is no code.
TEST(Facts, InstantiationsOfTemplates) {
  EXPECT_EQ(
      printed(
          "template <class T> void t(T &h) { inject(h); } template <class T> "
          "void unused(T &h) { inject(h); }\nvoid f() { Headers h; t(h); }"),
      R"(
function f 2:6
  block 0 -> 1
  block 1 -> 2
    %3 = new Headers @2:20
    %2 = copy (%3) @2:20
    call t (-, %2) writes=1 @2:23
  block 2 exit
function t 1:25
  block 0 -> 1
  block 1 -> 2
    inject (%p0) @1:35
  block 2 exit
)");
}

// The place is where the macro is written; an argument keeps its own.
TEST(Facts, Macros) {
  EXPECT_EQ(printed("#define CALL(x) query(x); nap()\nvoid f() {\n  CALL(\n    "
                    "\"a\");\n}"),
            R"(
function f 2:6
  block 0 -> 1
  block 1 -> 2
    %2 = const "a" @4:5
    %3 = remote query blocks macro @3:3
    block 'nap' (-) category=sleep macro @3:3
  block 2 exit
)");
}

// What a default argument makes is made by the caller.
TEST(Facts, DefaultArguments) {
  EXPECT_EQ(printed("Headers make(); void g(int, Headers h = make()); void f() "
                    "{ g(1); }"),
            R"(
function f 1:55
  block 0 -> 1
  block 1 -> 2
    %2 = call make (-) @1:41
    %3 = const "#1" @1:63
    call g (-, %3, %2) @1:61
  block 2 exit
)");
}
