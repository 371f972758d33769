// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Toy.h"
#include <gtest/gtest.h>
using namespace trace_tidy::toy;
TEST(Facts, Probe) {
  for (const char *C : {
  "void f(int n) { if (n) query(); else wait(); }",
  "void f(int n) { while (n) query(); }",
  "void f() { try { query(); } catch (...) { wait(); } nap(); }",
  "void g(); void f() { try { Headers h; g(); } catch (int) { throw; } }",
  "struct S { Headers h; S(Headers &o) : h(o) {} ~S() { nap(); } }; void f(Headers &o) { S s(o); }",
  "void f() { Headers h; auto l = [&h, g = h] { inject(h); inject(const_cast<Headers &>(g)); }; l(); }",
  "template <class T> void t(T &h) { inject(h); } void f() { Headers h; t(h); } template <class T> void unused(T &h) { inject(h); }",
  "#define CALL(x) query(x); nap()\n#define Q query\nvoid f() {\n  CALL(\n  \"a\"); Q(); }",
  "Headers make(); void g(int, Headers h = make()); void f() { g(1); }",
  "void f(bool b, Headers &x, Headers &y) { inject(b ? x : y); }",
  "void f(List<Headers> &l) { for (Headers &h : l) inject(h); }",
  "void take(SpanPtr); void f(SpanPtr s) { auto t = std::move(s); take(std::move(t)); }",
  "struct S { void g() { nap(); } virtual void v(); }; void f(S &s, void (S::*q)()) { auto p = &S::g; (s.*p)(); (s.*q)(); s.v(); s.S::v(); }",
  "struct Task { struct promise_type { Task get_return_object(); std::suspend_never initial_suspend(); std::suspend_never final_suspend() noexcept; void return_void(); void unhandled_exception(); }; }; Task f() { query(); co_await std::suspend_never{}; nap(); }",
  "void f(SpanPtr s) { Scope{s}; auto k = activate(s); s->end(); s.reset(); }",
  "namespace { struct S : Service { void get(Request &r) ; virtual void put(Request &r); }; struct T : S { void put(Request &r) override { r.header(\"traceparent\"); } }; }",
  "static void h(Request &r) {} void f(Client c) { handle(\"/ready\", h); spawn(h, 1); Headers x; c.send(\"/u\", x); send(\"u\"); }",
  "void f() { auto s = start(\"a\", current(), Kind::Client); s->event(\"e\"); s->kind(Kind::Server); }",
  }) llvm::outs() << "=== " << C << printed(C);
}
