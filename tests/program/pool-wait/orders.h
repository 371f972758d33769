#pragma once
#include "pool.h"

int countOrders(Pool &pool);
int countItems(TracedPool &pool);
/// Fills the pool and takes one connection to see that it works.
void warmUp(Pool &pool);
