#pragma once
#include <map>
#include <string>

using Headers = std::map<std::string, std::string>;

/// Posts nothing but headers; the status, or 0.
long post(const std::string &url, const Headers &headers);
/// Adds the trace context.
void inject(Headers &headers);

bool charge();
bool sendReceipt();
