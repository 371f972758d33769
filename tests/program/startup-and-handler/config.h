#pragma once
#include <string>

/// Asks the configuration service, with patience; only at the start.
std::string loadConfig();
/// Fills the table of prices; at the start and on request.
int refreshPrices();
