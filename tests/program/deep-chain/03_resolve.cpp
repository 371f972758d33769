#include "steps.h"

int resolve(PGconn *connection, int order) {
  return price(connection, order + 2);
  // NOTE 'price' is called here
}
