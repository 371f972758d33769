// What calls to other services send along.
#pragma once
#include <httplib.h>

#include <string>

/// The tenant and the trace context.
httplib::Headers tracedHeaders(const std::string &tenant);
/// The tenant; older than tracing.
httplib::Headers tenantHeaders(const std::string &tenant);
/// Adds the trace context.
void addContext(httplib::Headers &headers);
/// Adds how the answer shall look, and nothing else.
void addAccept(httplib::Headers &headers);
