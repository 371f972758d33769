#include "stock.h"

#include "call_context.h"
#include "http_spans.h"

Stock::Stock(std::shared_ptr<grpc::Channel> channel)
    : stub_(shop::Shop::NewStub(channel)) {}

std::string Stock::get(const std::string &id) {
  ClientSpan span("shop.Shop/Get");
  shop::Req request;
  request.set_id(id);
  return invoke(*stub_, &shop::Shop::Stub::Get, request).body();
}

std::string Stock::put(const std::string &id) {
  ClientSpan span("shop.Shop/Put");
  shop::Req request;
  request.set_id(id);
  shop::Rep reply;
  CallContext context("stock");
  stub_->Put(context, request, &reply);
  return reply.body();
}

// The constructor without the name injects nothing.
std::string Stock::last() {
  ClientSpan span("shop.Shop/Get");
  shop::Rep reply;
  CallContext context;
  stub_->Get(context, shop::Req(), &reply);
  // WARN missing-context-injection: Get
  return reply.body();
}
