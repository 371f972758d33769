#pragma once
#include <libpq-fe.h>

/// Opens no span of its own.
int countOrders(PGconn *connection);
int countItems(PGconn *connection);
/// Forces what was written to the disk.
void syncJournal(int file);
