#include "steps.h"

int pack(PGconn *connection, int order) {
  return ship(connection, order + 9);
  // NOTE 'ship' is called here
}
