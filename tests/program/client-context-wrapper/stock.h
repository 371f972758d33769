#pragma once
#include "shop.grpc.h"

#include <memory>
#include <string>

class Stock {
public:
  explicit Stock(std::shared_ptr<grpc::Channel> channel);
  std::string get(const std::string &id);
  std::string put(const std::string &id);
  std::string last();

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};
