// FLAGS: -std=c++20
// gRPC: the ClientContext is the carrier; sync, async and callback stubs.
#include "carriers.h"
#include "shop.grpc.h"

#include <memory>

namespace {
class MetadataCarrier : public context::propagation::TextMapCarrier {
public:
  explicit MetadataCarrier(grpc::ClientContext *call) : call_(call) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    call_->AddMetadata(std::string(key), std::string(value));
  }

private:
  grpc::ClientContext *call_;
};

void inject(grpc::ClientContext &call) {
  MetadataCarrier carrier(&call);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}
} // namespace

void sync_plain_context_bad(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  grpc::ClientContext call;
  shop::Req request;
  shop::Rep response;
  grpc::Status status = stub.Get(&call, request, &response);
  // WARN missing-context-injection:
  if (!status.ok())
    span->SetStatus(trace::StatusCode::kError, status.error_message());
}

void sync_injected_context_ok(shop::Shop::Stub &stub) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto span = Tracer()->StartSpan("shop.Shop/Get", options);
  trace::Scope scope(span);
  grpc::ClientContext call;
  MetadataCarrier carrier(&call);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  shop::Req request;
  shop::Rep response;
  stub.Get(&call, request, &response);
}

void sync_metadata_by_hand_ok(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  grpc::ClientContext call;
  call.AddMetadata("traceparent", FormatTraceparent(span->GetContext()));
  shop::Rep response;
  stub.Get(&call, shop::Req(), &response);
}

void sync_foreign_metadata_bad(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  grpc::ClientContext call;
  call.AddMetadata("authorization", "Bearer 7");
  shop::Rep response;
  stub.Get(&call, shop::Req(), &response);
  // WARN missing-context-injection:
}

void sync_injected_by_helper_ok(std::unique_ptr<shop::Shop::Stub> stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Put", ClientKind());
  trace::Scope scope(span);
  auto call = std::make_unique<grpc::ClientContext>();
  inject(*call);
  shop::Rep response;
  stub->Put(call.get(), shop::Req(), &response);
}

// Through the interface that mocks implement.
void sync_through_interface_bad(shop::Shop::StubInterface &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Put", ClientKind());
  trace::Scope scope(span);
  auto call = std::make_unique<grpc::ClientContext>();
  shop::Rep response;
  stub.Put(call.get(), shop::Req(), &response);
  // WARN missing-context-injection:
}

// Deadline and cancellation come along, metadata does not.
void context_from_server_context_bad(shop::Shop::Stub &stub,
                                     const grpc::ServerContext &server) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto call = grpc::ClientContext::FromServerContext(server);
  shop::Rep response;
  stub.Get(call.get(), shop::Req(), &response);
  // WARN missing-context-injection:
}

// A context serves one call: the second one is new, and empty.
void context_of_second_attempt_bad(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  shop::Rep response;
  grpc::ClientContext first;
  inject(first);
  if (stub.Get(&first, shop::Req(), &response).ok())
    return;
  grpc::ClientContext second;
  stub.Get(&second, shop::Req(), &response);
  // WARN missing-context-injection:
}

void context_made_in_loop_ok(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  shop::Rep response;
  for (int attempt = 0; attempt < 3; ++attempt) {
    grpc::ClientContext call;
    inject(call);
    if (stub.Get(&call, shop::Req(), &response).ok())
      break;
  }
}

void server_stream_bad(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/List", ClientKind());
  trace::Scope scope(span);
  grpc::ClientContext call;
  auto reader = stub.List(&call, shop::Req());
  // WARN missing-context-injection:
  shop::Rep response;
  while (reader->Read(&response)) {
  }
  reader->Finish();
}

void server_stream_ok(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/List", ClientKind());
  trace::Scope scope(span);
  grpc::ClientContext call;
  inject(call);
  auto reader = stub.List(&call, shop::Req());
  shop::Rep response;
  while (reader->Read(&response)) {
  }
  reader->Finish();
}

namespace {
/// One call on a completion queue.
struct PendingGet {
  grpc::ClientContext call;
  shop::Rep response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<shop::Rep>> reader;
};
} // namespace

void async_bad(shop::Shop::Stub &stub, grpc::CompletionQueue &queue) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto *pending = new PendingGet;
  pending->reader = stub.AsyncGet(&pending->call, shop::Req(), &queue);
  // WARN missing-context-injection:
  pending->reader->Finish(&pending->response, &pending->status, pending);
}

void async_ok(shop::Shop::Stub &stub, grpc::CompletionQueue &queue) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto *pending = new PendingGet;
  inject(pending->call);
  pending->reader = stub.AsyncGet(&pending->call, shop::Req(), &queue);
  pending->reader->Finish(&pending->response, &pending->status, pending);
}

void async_prepared_ok(shop::Shop::Stub &stub, grpc::CompletionQueue &queue) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto pending = std::make_unique<PendingGet>();
  inject(pending->call);
  pending->reader = stub.PrepareAsyncGet(&pending->call, shop::Req(), &queue);
  pending->reader->StartCall();
  pending->reader->Finish(&pending->response, &pending->status, pending.get());
  pending.release();
}

void callback_bad(shop::Shop::Stub &stub, shop::Req *request,
                  shop::Rep *response) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto call = std::make_shared<grpc::ClientContext>();
  auto done = [call, span](grpc::Status) { span->End(); };
  stub.async()->Get(call.get(), request, response, done);
  // WARN missing-context-injection:
}

void callback_ok(shop::Shop::Stub &stub, shop::Req *request,
                 shop::Rep *response) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto call = std::make_shared<grpc::ClientContext>();
  inject(*call);
  stub.async()->Get(call.get(), request, response,
                    [call, span](grpc::Status) { span->End(); });
}

namespace {
/// A client context as a wrapper library gives it: one constructor injects, the
/// other is the one that is forgotten.
class CallContext {
public:
  CallContext() = default;
  explicit CallContext(const std::string &tenant) {
    call_.AddMetadata("x-tenant", tenant);
    inject(call_);
  }
  operator grpc::ClientContext *() { return &call_; }

private:
  grpc::ClientContext call_;
};

class InjectedContext : public grpc::ClientContext {
public:
  InjectedContext() { inject(*this); }
};

/// Calls any unary method through its member pointer.
template <class Request, class Response> class UnaryCall {
public:
  using Method = grpc::Status (shop::Shop::Stub::*)(grpc::ClientContext *,
                                                    const Request &,
                                                    Response *);
  UnaryCall(shop::Shop::Stub &stub, Method method)
      : stub_(stub), method_(method) {}
  grpc::Status run_injected_ok(const Request &request, Response &response) {
    grpc::ClientContext call;
    inject(call);
    return (stub_.*method_)(&call, request, &response);
  }

private:
  shop::Shop::Stub &stub_;
  Method method_;
};
} // namespace

void wrapped_injecting_constructor_ok(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  CallContext call("acme");
  shop::Rep response;
  stub.Get(call, shop::Req(), &response);
}

void wrapped_default_constructor_bad(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  CallContext call;
  shop::Rep response;
  stub.Get(call, shop::Req(), &response);
  // WARN missing-context-injection:
}

void derived_context_injects_ok(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  InjectedContext call;
  shop::Rep response;
  stub.Get(&call, shop::Req(), &response);
}

void through_member_pointer_ok(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  shop::Rep response;
  UnaryCall<shop::Req, shop::Rep> call(stub, &shop::Shop::Stub::Get);
  call.run_injected_ok(shop::Req(), response);
}

void through_member_pointer_bad(shop::Shop::Stub &stub) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  auto method = &shop::Shop::Stub::Put;
  grpc::ClientContext call;
  shop::Req request;
  shop::Rep response;
  (stub.*method)(&call, request, &response);
  // WARN missing-context-injection:
}

// The context is the caller's; no caller is in sight.
grpc::Status context_from_caller_ok(shop::Shop::Stub &stub,
                                    grpc::ClientContext *call) {
  auto span = Tracer()->StartSpan("shop.Shop/Get", ClientKind());
  trace::Scope scope(span);
  shop::Rep response;
  return stub.Get(call, shop::Req(), &response);
}
