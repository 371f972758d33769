#pragma once
#include <httplib.h>

#include <string>

/// Opens no span; writes down what was asked for.
void writeAudit(const std::string &entry);
/// Opens no span; says that the request is done.
void notifyOwner(const httplib::Request &request);
/// Opens no span, and its callers have one open.
void writeReceipt(const std::string &entry);
