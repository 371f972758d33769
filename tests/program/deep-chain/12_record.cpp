#include "steps.h"

#include "http_spans.h"

int confirm(PGconn *connection, int order) {
  ClientSpan span("SELECT order");
  PGresult *result = PQexec(connection, "select * from orders");
  int rows = PQntuples(result) + order;
  PQclear(result);
  return rows;
}

// Twelve files below the handler that has the span.
int record(PGconn *connection, int order) {
  PQclear(PQexec(connection, "insert into orders default values"));
  // WARN missing-client-span: 'PQexec'
  return confirm(connection, order);
}
