// FLAGS: -std=c++20
// When an internal span is a call's own: alone under it on every path. No
// function here is a handler; each opens the span it is judged by.
#include <libpq-fe.h>
#include <sqlite3.h>

#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace nostd = opentelemetry::nostd;
using SpanPtr = nostd::shared_ptr<trace::Span>;

namespace {

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("db");
}

SpanPtr start(const char *name,
              trace::SpanKind kind = trace::SpanKind::kInternal) {
  trace::StartSpanOptions options;
  options.kind = kind;
  return tracer()->StartSpan(name, options);
}

class Guard {
public:
  explicit Guard(const char *name,
                 trace::SpanKind kind = trace::SpanKind::kInternal)
      : span_(start(name, kind)), scope_(span_) {}
  ~Guard() { span_->End(); }

private:
  SpanPtr span_;
  trace::Scope scope_;
};

#define CLIENT_SPAN(NAME) Guard clientSpan(NAME, trace::SpanKind::kClient)

template <typename Work> auto withClientSpan(const char *name, Work &&work) {
  auto span = start(name, trace::SpanKind::kClient);
  auto scope = tracer()->WithActiveSpan(span);
  return work();
}

} // namespace

void twoInOne_bad(PGconn *db) {
  auto span = tracer()->StartSpan("transfer");
  trace::Scope scope(span);
  PQclear(PQexec(db, "UPDATE account SET balance = balance - 1"));
  // WARN missing-client-span:
  PQclear(PQexec(db, "UPDATE account SET balance = balance + 1"));
  // WARN missing-client-span:
  span->End();
}

void oneInOne_ok(PGconn *db) {
  auto span = tracer()->StartSpan("load");
  trace::Scope scope(span);
  PQclear(PQexec(db, "SELECT balance FROM account"));
}

void loopCountsOnce_ok(PGconn *db, const std::vector<std::string> &statements) {
  auto span = tracer()->StartSpan("migrate");
  trace::Scope scope(span);
  for (const auto &statement : statements)
    PQclear(PQexec(db, statement.c_str()));
}

void twoInLoop_bad(PGconn *db, int rounds) {
  Guard span("warm up");
  while (rounds-- > 0) {
    PQclear(PQexec(db, "SELECT * FROM item"));
    // WARN missing-client-span:
    PQclear(PQexecPrepared(db, "price", 0, nullptr, nullptr, nullptr, 0));
    // WARN missing-client-span:
  }
}

void armsDoNotAddUp_ok(PGconn *db, bool full) {
  Guard span("list");
  if (full)
    PQclear(PQexec(db, "SELECT * FROM item"));
  else
    PQclear(PQexec(db, "SELECT id FROM item"));
}

void switchArms_ok(PGconn *db, int kind) {
  Guard span("lookup");
  switch (kind) {
  case 0:
    PQclear(PQexec(db, "SELECT * FROM book"));
    break;
  case 1:
    PQclear(PQexec(db, "SELECT * FROM record"));
    break;
  default:
    PQclear(PQexec(db, "SELECT * FROM film"));
    break;
  }
}

// One arm falls through into another.
void switchFallsThrough_bad(PGconn *db, int state) {
  Guard span("close");
  switch (state) {
  case 1:
    PQclear(PQexec(db, "COMMIT"));
    // WARN missing-client-span:
    [[fallthrough]];
  default:
    PQclear(PQexec(db, "DISCARD ALL"));
    // WARN missing-client-span:
  }
}

// On one path the first call is followed by the second.
void maybeFirst_bad(PGconn *db, bool stale) {
  Guard span("read");
  if (stale)
    PQclear(PQexec(db, "REFRESH MATERIALIZED VIEW totals"));
    // WARN missing-client-span:
  PQclear(PQexec(db, "SELECT * FROM totals"));
  // WARN missing-client-span:
}

void earlyReturn_ok(PGconn *db, bool small) {
  Guard span("read");
  if (small) {
    PQclear(PQexec(db, "SELECT * FROM totals LIMIT 1"));
    return;
  }
  PQclear(PQexec(db, "SELECT * FROM totals"));
}

// A call in its own span counts for its neighbour.
void neighbourTraced_bad(PGconn *db) {
  Guard span("checkout");
  {
    Guard query("INSERT", trace::SpanKind::kClient);
    PQclear(PQexec(db, "INSERT INTO orders DEFAULT VALUES"));
  }
  PQclear(PQexec(db, "DELETE FROM basket"));
  // WARN missing-client-span:
}

// The client span has ended before the second query.
void clientSpanEnded_bad(PGconn *db) {
  Guard outer("checkout");
  auto query = start("INSERT", trace::SpanKind::kClient);
  PQclear(PQexec(db, "INSERT INTO orders DEFAULT VALUES"));
  query->End();
  PQclear(PQexec(db, "DELETE FROM basket"));
  // WARN missing-client-span:
}

// Two queries in one client span are that span's own.
void clientSpanOfTwo_ok(PGconn *db) {
  Guard outer("checkout");
  Guard query("transaction", trace::SpanKind::kClient);
  PQclear(PQexec(db, "BEGIN"));
  PQclear(PQexec(db, "COMMIT"));
}

void producerSpan_ok(PGconn *db) {
  Guard outer("publish");
  Guard send("orders publish", trace::SpanKind::kProducer);
  PQclear(PQexec(db, "NOTIFY orders"));
  PQclear(PQexec(db, "NOTIFY stock"));
}

void macros_ok(PGconn *db) {
  Guard outer("sync");
  {
    CLIENT_SPAN("SELECT");
    PQclear(PQexec(db, "SELECT 1"));
  }
  {
    CLIENT_SPAN("DELETE");
    PQclear(PQexec(db, "DELETE FROM done"));
  }
}

void template_ok(PGconn *db) {
  Guard outer("sync");
  PQclear(withClientSpan("a", [db] { return PQexec(db, "SELECT 1"); }));
  PQclear(withClientSpan("b", [db] { return PQexec(db, "SELECT 2"); }));
}

// A callee's call counts at each call of the callee.
static void execute_bad(PGconn *db, const char *sql) {
  PQclear(PQexec(db, sql));
  // WARN missing-client-span:
}

void transaction(PGconn *db) {
  Guard span("transaction");
  execute_bad(db, "BEGIN");
  execute_bad(db, "UPDATE stock SET count = count - 1");
  execute_bad(db, "COMMIT");
}

static void executeOnce_ok(PGconn *db, const char *sql) {
  PQclear(PQexec(db, sql));
}

void helperOnce_ok(PGconn *db) {
  Guard span("cleanup");
  executeOnce_ok(db, "DELETE FROM expired");
}

void helperInLoop_ok(PGconn *db) {
  Guard span("cleanup");
  for (int shard = 0; shard < 8; ++shard)
    executeOnce_ok(db, "DELETE FROM expired");
}

// The helper's own client span serves each of its callers.
static void executeTraced_ok(PGconn *db, const char *sql) {
  auto span = start("query", trace::SpanKind::kClient);
  trace::Scope scope(span);
  PQclear(PQexec(db, sql));
  span->End();
}

void helperTraced_ok(PGconn *db) {
  Guard span("transaction");
  executeTraced_ok(db, "BEGIN");
  executeTraced_ok(db, "COMMIT");
}

// One caller gives the helper a client span, the other does not.
static void touch_bad(PGconn *db) {
  PQclear(PQexec(db, "UPDATE session SET seen = now()"));
  // WARN missing-client-span:
}

void touchTraced(PGconn *db) {
  Guard span("touch", trace::SpanKind::kClient);
  touch_bad(db);
}

void touchUntraced(PGconn *db) {
  Guard span("login");
  executeTraced_ok(db, "SELECT * FROM account");
  touch_bad(db);
}

// A consumer's span is never a call's own.
void onMessage_bad(PGconn *db, const char *sql) {
  Guard span("orders process", trace::SpanKind::kConsumer);
  PQclear(PQexec(db, sql));
  // WARN missing-client-span:
  PQclear(PQexec(db, "UPDATE offset SET value = value + 1"));
  // WARN missing-client-span:
}

// The embedded database is not remote: it neither needs a span nor counts.
void embedded_ok(PGconn *db, sqlite3 *cache) {
  Guard span("refresh");
  sqlite3_exec(cache, "BEGIN", nullptr, nullptr, nullptr);
  PQclear(PQexec(db, "SELECT * FROM price"));
  sqlite3_exec(cache, "COMMIT", nullptr, nullptr, nullptr);
}

// The span comes in as a parameter: judged by the caller that is seen.
static void audit_bad(PGconn *db, const SpanPtr &parent) {
  parent->AddEvent("audit");
  PQclear(PQexec(db, "INSERT INTO audit DEFAULT VALUES"));
  // WARN missing-client-span:
}

void settle(PGconn *db) {
  auto span = tracer()->StartSpan("settle");
  trace::Scope scope(span);
  executeTraced_ok(db, "UPDATE invoice SET settled = true");
  audit_bad(db, span);
  span->End();
}

// No span here and no caller seen.
void unknownCaller_ok(PGconn *db) {
  PQclear(PQexec(db, "SELECT 1"));
  PQclear(PQexec(db, "SELECT 2"));
}

// Whose span it is, and of which kind, is not known.
void unknownParent_ok(PGconn *db, const SpanPtr &parent) {
  parent->SetAttribute("db.system", "postgresql");
  PQclear(PQexec(db, "SELECT 1"));
}
