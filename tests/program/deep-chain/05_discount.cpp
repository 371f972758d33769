#include "steps.h"

int discount(PGconn *connection, int order) {
  return tax(connection, order + 4);
  // NOTE 'tax' is called here
}
