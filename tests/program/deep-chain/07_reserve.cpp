#include "steps.h"

int reserve(PGconn *connection, int order) {
  return allocate(connection, order + 6);
  // NOTE 'allocate' is called here
}
