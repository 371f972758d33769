#pragma once
#include <httplib.h>
#include <libpq-fe.h>

extern PGconn *connection;

void getOrders(const httplib::Request &request, httplib::Response &response);
void getItems(const httplib::Request &request, httplib::Response &response);
void getStatus(const httplib::Request &request, httplib::Response &response);
