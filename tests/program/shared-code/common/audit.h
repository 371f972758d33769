// Code of both programs.
#pragma once
#include <httplib.h>

#include <string>

/// Neither opens a span.
void audit(const std::string &entry);
void archive(const std::string &entry);
/// Sends what it is given.
bool report(const httplib::Headers &headers);
