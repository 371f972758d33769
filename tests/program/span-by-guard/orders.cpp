#include "orders.h"

#include <cstdlib>
#include <unistd.h>

namespace {
int number(PGresult *result) {
  int value = std::atoi(PQgetvalue(result, 0, 0));
  PQclear(result);
  return value;
}
} // namespace

// Its one caller gives it a client span.
int countOrders(PGconn *connection) {
  return number(PQexec(connection, "select count(*) from orders"));
}

// One of two callers gives it none.
int countItems(PGconn *connection) {
  return number(PQexec(connection, "select count(*) from items"));
  // WARN missing-client-span: 'PQexec'
}

// Reached with and without an open span: reported once, as outside.
void syncJournal(int file) {
  fsync(file);
  // WARN blocking-call-outside-span: 'fsync'
}
