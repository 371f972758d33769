#pragma once
#include "shop.grpc.h"

#include <string>
#include <utility>

/// A call's context. Made with the caller's name it carries the trace; the
/// default constructor is older than tracing.
class CallContext {
public:
  CallContext();
  explicit CallContext(const std::string &caller);
  operator grpc::ClientContext *() { return &context_; }

private:
  grpc::ClientContext context_;
};

/// Calls a method of the stub with a context that carries the trace.
template <class Reply, class Request>
Reply invoke(shop::Shop::Stub &stub,
             grpc::Status (shop::Shop::Stub::*method)(grpc::ClientContext *,
                                                      const Request &, Reply *),
             const Request &request) {
  CallContext context("shop");
  Reply reply;
  (stub.*method)(context, request, &reply);
  return reply;
}
