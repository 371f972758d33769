// FLAGS: -std=c++20
// Fix-its need a name that is free, and a place for a declaration.
#include "http_spans.h"

#include <memory>

namespace {
template <class Function> void run(Function function) { function(); }
} // namespace

void two_in_a_block_bad() {
  auto first = Tracer()->StartSpan("first");
  trace::Scope{first};
  // WARN discarded-scope:
  auto second = Tracer()->StartSpan("second");
  trace::Scope{second};
  // WARN discarded-scope:
}

void name_is_a_parameter_bad(int scope) {
  auto span = Tracer()->StartSpan("span");
  trace::Scope{span};
  // WARN discarded-scope:
  (void)scope;
}

void name_is_declared_later_bad() {
  auto span = Tracer()->StartSpan("span");
  trace::Scope{span};
  // WARN discarded-scope:
  int scope = 0;
  (void)scope;
}

void name_is_captured_bad() {
  auto span = Tracer()->StartSpan("span");
  trace::Scope scope(span);
  run([&] {
    trace::Scope{span};
    // WARN discarded-scope:
    span->AddEvent("in it");
  });
  run([scope = 1, span] {
    trace::Scope{span};
    // WARN discarded-scope:
    (void)scope;
  });
}

void name_is_of_the_block_around_bad(bool again) {
  auto span = Tracer()->StartSpan("span");
  trace::Scope scope(span);
  if (again) {
    trace::Scope{span};
    // WARN discarded-scope:
    span->AddEvent("again");
  }
}

struct Holder {
  SpanPtr span;
  trace::Scope scope{span};
  void name_is_a_member_bad() {
    trace::Scope{span};
    // WARN discarded-scope:
    span->AddEvent("in it");
  }
};

// A declaration cannot be jumped over.
int goto_past_it_bad(bool skip) {
  auto span = Tracer()->StartSpan("span");
  if (skip)
    goto out;
  trace::Scope{span};
  // WARN discarded-scope:
out:
  return 1;
}

int goto_behind_it_bad(bool again) {
again:
  if (again)
    goto again;
  auto span = Tracer()->StartSpan("span");
  trace::Scope{span};
  // WARN discarded-scope:
  return 1;
}

void in_switch_bad(SpanPtr &span, int what) {
  switch (what) {
  case 1:
    trace::Scope{span};
    // WARN discarded-scope:
    break;
  default:
    trace::Scope{span};
    // WARN discarded-scope:
  }
}

void in_block_of_switch_bad(SpanPtr &span, int what) {
  switch (what) {
  case 1: {
    trace::Scope{span};
    // WARN discarded-scope:
    break;
  }
  default:
    break;
  }
}

// A declaration as the only statement of a branch lives no longer.
void without_braces_bad(SpanPtr &span, bool first) {
  if (first)
    trace::Scope{span};
  // WARN discarded-scope:
  else
    ClientSpan("other");
  // WARN discarded-scope:
  for (int i = 0; i < 2; ++i)
    Tracer()->WithActiveSpan(span);
  // WARN discarded-scope:
}

// Every way to make one.
void forms_bad(SpanPtr &span) {
  trace::Scope(Tracer()->StartSpan("new"));
  // WARN discarded-scope:
  ClientSpan("load");
  // WARN discarded-scope:
  ClientSpan{"save"};
  // WARN discarded-scope:
  Tracer()->WithActiveSpan(span);
  // WARN discarded-scope:
  context::RuntimeContext::Attach(context::RuntimeContext::GetCurrent());
  // WARN discarded-scope:
}

void cast_to_void_bad(SpanPtr &span) { (void)trace::Scope(span); }
// WARN discarded-scope:

void owned_bad(SpanPtr &span) { std::make_unique<trace::Scope>(span); }
// WARN discarded-scope:

#define TRACE(name) trace::Scope(Tracer()->StartSpan(name))
void in_macro_bad() { TRACE("work"); }
// WARN discarded-scope:
