#pragma once
#include <httplib.h>

#include <string>

class Upstream {
public:
  Upstream();
  bool fetch(const std::string &path);

private:
  httplib::Client client_;
};

bool store(const std::string &entry);
