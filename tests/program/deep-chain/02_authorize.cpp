#include "steps.h"

int authorize(PGconn *connection, int order) {
  return resolve(connection, order + 1);
  // NOTE 'resolve' is called here
}
