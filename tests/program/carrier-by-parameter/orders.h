#pragma once
#include <httplib.h>

#include <string>

void placeOrder(const httplib::Request &request, httplib::Response &response);
void cancelOrder(const httplib::Request &request, httplib::Response &response);

bool charge(const std::string &order);
bool sendReceipt(const std::string &order);
bool archive(const std::string &order);
bool backUp(const std::string &order);
