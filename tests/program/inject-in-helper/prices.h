#pragma once
#include <string>

int fetchPrice(const std::string &tenant, const std::string &sku);
int fetchDiscount(const std::string &tenant);
int fetchTax(const std::string &tenant);
