// Twelve steps, each in its own file, each called by the one before.
#pragma once
#include <libpq-fe.h>

int validate(PGconn *connection, int order);
int authorize(PGconn *connection, int order);
int resolve(PGconn *connection, int order);
int price(PGconn *connection, int order);
int discount(PGconn *connection, int order);
int tax(PGconn *connection, int order);
int reserve(PGconn *connection, int order);
int allocate(PGconn *connection, int order);
int pick(PGconn *connection, int order);
int pack(PGconn *connection, int order);
int ship(PGconn *connection, int order);
int record(PGconn *connection, int order);

/// The last step's reading; its own span.
int confirm(PGconn *connection, int order);
