// FLAGS: -std=c++20
// Where in an expression a temporary dies.
#include "http_spans.h"

#include <cstdio>

namespace {
/// Stands for work that wants the scope.
int work() { return std::puts("work"); }
} // namespace

// A for loop's increment is an expression of its own.
void in_increment_bad(SpanPtr &span) {
  for (int i = 0; i < 2; ++i, Tracer()->WithActiveSpan(span))
    // WARN discarded-scope:
    work();
}

// The temporary lives to the end of the whole expression, work included.
void guard_before_comma_ok() { ClientSpan("load"), work(); }

void scope_before_comma_ok(SpanPtr &span) { trace::Scope{span}, work(); }
