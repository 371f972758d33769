#include "stock.h"

#include "http_spans.h"

StockClient::StockClient(std::shared_ptr<grpc::Channel> channel)
    : stub_(shop::Shop::NewStub(channel)) {}

// The channel that main gives it propagates.
bool StockClient::reserve(const std::string &id) {
  ClientSpan span("shop.Shop/Put");
  shop::Req request;
  request.set_id(id);
  shop::Rep reply;
  grpc::ClientContext call;
  return stub_->Put(&call, request, &reply).ok();
}

PriceClient::PriceClient(std::shared_ptr<grpc::Channel> channel)
    : stub_(shop::Shop::NewStub(channel)) {}

// The channel that main gives it does not.
std::string PriceClient::price(const std::string &id) {
  ClientSpan span("shop.Shop/Get");
  shop::Req request;
  request.set_id(id);
  shop::Rep reply;
  grpc::ClientContext call;
  stub_->Get(&call, request, &reply);
  // WARN missing-context-injection: Get
  return reply.body();
}
