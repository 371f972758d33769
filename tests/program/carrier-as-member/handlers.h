#pragma once
#include <httplib.h>

void getStock(const httplib::Request &request, httplib::Response &response);
void getDailyReport(const httplib::Request &request,
                    httplib::Response &response);
void getWeeklyReport(const httplib::Request &request,
                     httplib::Response &response);
