#pragma once
#include <httplib.h>

using Handler = httplib::Server::Handler;

/// A server span around the handler.
Handler traced(const char *name, Handler handler);
/// Counts requests, and opens no span.
Handler counted(Handler handler);
