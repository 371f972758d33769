#pragma once
#include <httplib.h>
#include <libpq-fe.h>

#include <functional>

using Handler =
    std::function<void(const httplib::Request &, httplib::Response &)>;

/// Hands requests for the path to the handler, and opens no span.
void addRoute(httplib::Server &server, const char *path, Handler handler);

/// Calls back with each row of the table.
void forEachRow(PGconn *connection, const char *table,
                const std::function<void(const char *)> &row);
