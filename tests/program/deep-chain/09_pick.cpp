#include "steps.h"

int pick(PGconn *connection, int order) {
  return pack(connection, order + 8);
  // NOTE 'pack' is called here
}
