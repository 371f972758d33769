#pragma once
#include <httplib.h>

void getPrice(const httplib::Request &request, httplib::Response &response);
void getStock(const httplib::Request &request, httplib::Response &response);
