#pragma once
#include <httplib.h>

void getAlive(const httplib::Request &request, httplib::Response &response);
void getMetrics(const httplib::Request &request, httplib::Response &response);
void getCounts(const httplib::Request &request, httplib::Response &response);

/// What the probes ask; no span.
bool pingDatabase();
bool pingCache();
