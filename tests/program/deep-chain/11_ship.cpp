#include "steps.h"

int ship(PGconn *connection, int order) {
  return record(connection, order + 10);
  // NOTE 'record' is called here
}
