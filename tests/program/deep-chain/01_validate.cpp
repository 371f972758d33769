#include "steps.h"

int validate(PGconn *connection, int order) {
  return authorize(connection, order + 0);
  // NOTE 'authorize' is called here
}
