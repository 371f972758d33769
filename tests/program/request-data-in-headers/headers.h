#pragma once
#include <httplib.h>

#include <string>

/// Names the tenant, and nothing else.
httplib::Headers tenantHeaders(const std::string &tenant);
/// Passes the incoming trace headers on.
httplib::Headers forwardedHeaders(const httplib::Request &request);
