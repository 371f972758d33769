// FLAGS: -std=c++20
// Guards whose span is a member with an initialiser of its own.
#include "carriers.h"

#include <libpq-fe.h>

using SpanPtr = nostd::shared_ptr<trace::Span>;

static SpanPtr start_client() {
  return Tracer()->StartSpan("SELECT", ClientKind());
}
static SpanPtr start_internal() { return Tracer()->StartSpan("SELECT"); }

struct Implicit {
  SpanPtr span = start_client();
};

struct Written {
  SpanPtr span{start_client()};
  Written() {}
};

struct Internal {
  SpanPtr span = start_internal();
};

void implicit_ok(PGconn *connection) {
  auto outer = Tracer()->StartSpan("load");
  Implicit guard;
  PQexec(connection, "a");
  PQexec(connection, "b");
}

void written_ok(PGconn *connection) {
  auto outer = Tracer()->StartSpan("load");
  Written guard;
  PQexec(connection, "a");
  PQexec(connection, "b");
}

void internal_bad(PGconn *connection) {
  Internal guard;
  PQexec(connection, "a");
  // WARN missing-client-span:
  PQexec(connection, "b");
  // WARN missing-client-span:
}
