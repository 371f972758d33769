#pragma once
#include <httplib.h>

/// A server span for every request of the server.
void installTracing(httplib::Server &server);
