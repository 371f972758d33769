#include "steps.h"

int price(PGconn *connection, int order) {
  return discount(connection, order + 3);
  // NOTE 'discount' is called here
}
