#pragma once
#include "shop.grpc.h"

#include <memory>
#include <string>

class StockClient {
public:
  explicit StockClient(std::shared_ptr<grpc::Channel> channel);
  bool reserve(const std::string &id);

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};

class PriceClient {
public:
  explicit PriceClient(std::shared_ptr<grpc::Channel> channel);
  std::string price(const std::string &id);

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};
