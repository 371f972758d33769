#pragma once
#include "shop.grpc.h"

#include <libpq-fe.h>

class ShopService final : public shop::Shop::Service {
public:
  explicit ShopService(PGconn *connection) : connection_(connection) {}
  grpc::Status Get(grpc::ServerContext *call, const shop::Req *request,
                   shop::Rep *reply) override;
  grpc::Status Put(grpc::ServerContext *call, const shop::Req *request,
                   shop::Rep *reply) override;

private:
  PGconn *connection_;
};
