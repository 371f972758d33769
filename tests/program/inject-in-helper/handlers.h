#pragma once
#include <httplib.h>

void getStock(const httplib::Request &request, httplib::Response &response);
void getPrice(const httplib::Request &request, httplib::Response &response);
