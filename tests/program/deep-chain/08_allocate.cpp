#include "steps.h"

int allocate(PGconn *connection, int order) {
  return pick(connection, order + 7);
  // NOTE 'pick' is called here
}
