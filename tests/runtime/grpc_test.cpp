// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// gRPC: a call by name to a generic service in the same process.
#include "tracing.h"

#include "trace_tidy/grpc.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/test/server_context_test_spouse.h>

#include <future>

namespace {

/// Notes the metadata of a call and ends it.
class Service : public grpc::CallbackGenericService {
public:
  std::string Traceparents;

  grpc::ServerGenericBidiReactor *
  CreateReactor(grpc::GenericCallbackServerContext *Context) override {
    trace_tidy::ServerSpan Span("Call", Context);
    Traceparents = all(*Context, "traceparent");
    struct Reactor : grpc::ServerGenericBidiReactor {
      Reactor() { Finish(grpc::Status(grpc::StatusCode::ABORTED, "noted")); }
      void OnDone() override { delete this; }
    };
    return new Reactor;
  }
};

class GrpcTest : public Tracing {};

TEST_F(GrpcTest, RoundTrip) {
  Service Service;
  grpc::ServerBuilder Builder;
  Builder.RegisterCallbackGenericService(&Service);
  const auto Server = Builder.BuildAndStart();
  grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer> Stub(
      Server->InProcessChannel(grpc::ChannelArguments()));

  const grpc::Slice Text("text");
  const grpc::ByteBuffer Request(&Text, 1);
  grpc::ByteBuffer Response;
  std::promise<grpc::Status> Done;
  std::string Sent;
  trace_tidy::client_span("Call", [&] {
    grpc::ClientContext Context;
    Sent = traceparent();
    Stub.UnaryCall(trace_tidy::inject(&Context), "/shop.Shop/Call", {},
                   &Request, &Response,
                   [&](grpc::Status Status) { Done.set_value(Status); });
    EXPECT_EQ(Done.get_future().get().error_message(), "noted");
  });
  Server->Shutdown();

  EXPECT_EQ(Service.Traceparents, Sent);
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 2u);
  EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kServer);
  EXPECT_EQ(Spans[0]->GetParentSpanId(), Spans[1]->GetSpanId());
}

TEST_F(GrpcTest, ServerContext) {
  trace::Scope Scope(Tracer->StartSpan("around"));
  const std::string Sent = ids(current());
  grpc::ServerContext Context;
  grpc::testing::ServerContextTestSpouse Spouse(&Context);
  Spouse.AddClientMetadata("traceparent", traceparent());
  EXPECT_EQ(ids(trace_tidy::extract(&Context)), Sent);
  EXPECT_EQ(ids(trace_tidy::extract(Context)), Sent);
  EXPECT_EQ(trace_tidy::CarrierTraits<grpc::ServerContext>::get(Context,
                                                                "TraceParent"),
            traceparent())
      << "B3 and others spell their keys with capitals";
}

} // namespace
