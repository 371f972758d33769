#pragma once
#include "repository.h"

#include <httplib.h>

class Orders {
public:
  explicit Orders(std::shared_ptr<Repository> repository);
  void get(const httplib::Request &request, httplib::Response &response);

private:
  std::shared_ptr<Repository> repository_;
};
