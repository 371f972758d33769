#pragma once
#include <httplib.h>

void postRefresh(const httplib::Request &request, httplib::Response &response);
