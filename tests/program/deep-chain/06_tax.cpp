#include "steps.h"

int tax(PGconn *connection, int order) {
  return reserve(connection, order + 5);
  // NOTE 'reserve' is called here
}
