#include "orders.h"

#include "http_spans.h"

#include <cstdlib>

namespace {
int count(PGconn *connection, const char *sql) {
  ClientSpan span("SELECT");
  PGresult *result = PQexec(connection, sql);
  int value = std::atoi(PQgetvalue(result, 0, 0));
  PQclear(result);
  return value;
}
} // namespace

int countOrders(Pool &pool) {
  Lease lease(pool);
  // NOTE is called here
  return count(lease.get(), "select count(*) from orders");
}

int countItems(TracedPool &pool) {
  PGconn *connection = pool.acquire();
  int value = count(connection, "select count(*) from items");
  pool.release(connection);
  return value;
}

// At the start, where a wait holds up no request.
void warmUp(Pool &pool) {
  pool.fill(4);
  pool.release(pool.acquire());
}
