#pragma once
#include <httplib.h>

#include <map>
#include <string>

/// Posts nothing but headers; whether it went well.
bool post(const std::string &host, const std::string &path,
          const httplib::Headers &headers);
/// The same through libcurl; the headers are copied line by line.
bool upload(const std::string &url,
            const std::map<std::string, std::string> &headers);
/// Adds the trace context.
void inject(httplib::Headers &headers);
