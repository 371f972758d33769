#pragma once
#include <httplib.h>

#include <memory>
#include <string>

class Transport {
public:
  virtual ~Transport() = default;
  virtual bool send(const std::string &path, httplib::Headers headers) = 0;
};

/// A client span around another, and the context in its headers.
std::unique_ptr<Transport> traced(std::unique_ptr<Transport> inner);
std::unique_ptr<Transport> makeHttpTransport(const std::string &host);
std::unique_ptr<Transport> makeDirectTransport(const std::string &host);
