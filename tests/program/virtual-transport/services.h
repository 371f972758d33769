#pragma once
#include "transport.h"

#include <httplib.h>

#include <memory>

/// Gets the traced transport.
class Checkout {
public:
  explicit Checkout(std::unique_ptr<Transport> transport);
  void handle(const httplib::Request &request, httplib::Response &response);

private:
  std::unique_ptr<Transport> transport_;
};

/// Gets the direct one.
class Reports {
public:
  explicit Reports(std::unique_ptr<Transport> transport);
  void handle(const httplib::Request &request, httplib::Response &response);

private:
  std::unique_ptr<Transport> transport_;
};
