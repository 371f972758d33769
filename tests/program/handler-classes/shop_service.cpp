#include "shop_service.h"

#include "carriers.h"

namespace {
class CallReader : public context::propagation::TextMapCarrier {
public:
  explicit CallReader(const grpc::ServerContext &call) : call_(call) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = call_.client_metadata().find({key.data(), key.size()});
    return it == call_.client_metadata().end()
               ? nostd::string_view("")
               : nostd::string_view(it->second.data(), it->second.size());
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const grpc::ServerContext &call_;
};

trace::StartSpanOptions serverKind() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  return options;
}
} // namespace

grpc::Status ShopService::Get(grpc::ServerContext *call, const shop::Req *,
                              shop::Rep *reply) {
  CallReader carrier(*call);
  auto current = context::RuntimeContext::GetCurrent();
  auto options = serverKind();
  options.parent = Propagator()->Extract(carrier, current);
  auto span = Tracer()->StartSpan("shop.Shop/Get", options);
  trace::Scope scope(span);
  reply->set_body("");
  return grpc::Status::OK;
}

// Does not continue the incoming trace.
grpc::Status ShopService::Put(grpc::ServerContext *, const shop::Req *,
                              shop::Rep *) {
  auto span = Tracer()->StartSpan("shop.Shop/Put", serverKind());
  // WARN missing-context-extraction:
  trace::Scope scope(span);
  auto query = Tracer()->StartSpan("INSERT", ClientKind());
  trace::Scope query_scope(query);
  PQclear(PQexec(connection_, "insert into shop default values"));
  return grpc::Status::OK;
}
