// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace_tidy/opentracing.h with the mock tracer.
#include "trace_tidy/httplib.h"
#include "trace_tidy/map.h"
#include "trace_tidy/opentracing.h"

#include <gtest/gtest.h>
#include <opentracing/mocktracer/in_memory_recorder.h>
#include <opentracing/mocktracer/tracer.h>
#include <opentracing/noop.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

namespace tt = trace_tidy::opentracing;
using Map = std::map<std::string, std::string>;

std::string text(const opentracing::Value &Value) {
  if (Value.is<opentracing::string_view>())
    return Value.get<opentracing::string_view>();
  return Value.is<const char *>() ? Value.get<const char *>() : "";
}

class OpenTracingTest : public testing::Test {
protected:
  OpenTracingTest() {
    opentracing::mocktracer::MockTracerOptions Options;
    Recorder = new opentracing::mocktracer::InMemoryRecorder;
    Options.recorder.reset(Recorder);
    Tracer = std::make_shared<opentracing::mocktracer::MockTracer>(
        std::move(Options));
    opentracing::Tracer::InitGlobal(Tracer);
    Span = Tracer->StartSpan("around");
  }

  ~OpenTracingTest() override {
    opentracing::Tracer::InitGlobal(opentracing::MakeNoopTracer());
  }

  std::shared_ptr<opentracing::Tracer> Tracer;
  opentracing::mocktracer::InMemoryRecorder *Recorder;
  std::unique_ptr<opentracing::Span> Span;
};

TEST_F(OpenTracingTest, RoundTrips) {
  Map Carrier{{"a", "b"}};
  EXPECT_EQ(&tt::inject(*Span, Carrier), &Carrier);
  EXPECT_EQ(tt::inject(*Span, &Carrier), &Carrier);
  EXPECT_EQ(Carrier.size(), 2u);
  httplib::Headers Headers;
  tt::inject(*Span, tt::inject(*Span, Headers));
  EXPECT_EQ(Headers.size(), 1u) << "the older one is replaced";
  httplib::Request Request;
  Request.headers = tt::injected<httplib::Headers>(*Span);
  const Map Const;
  const std::string Id = Span->context().ToSpanID();
  ASSERT_FALSE(Id.empty());
  EXPECT_EQ(tt::extract(Carrier)->ToSpanID(), Id);
  EXPECT_EQ(tt::extract(&Carrier)->ToSpanID(), Id);
  EXPECT_EQ(tt::extract(Headers)->ToSpanID(), Id);
  EXPECT_EQ(tt::extract(Request)->ToSpanID(), Id);
  EXPECT_EQ(tt::extract(*Tracer, &Request)->ToSpanID(), Id);
  EXPECT_EQ(tt::extract(tt::injected(*Span, Const))->ToSpanID(), Id);
  EXPECT_EQ(tt::extract(tt::inject(*Span, Map()))->ToSpanID(), Id);
}

TEST_F(OpenTracingTest, NothingToExtract) {
  EXPECT_EQ(tt::extract(Map()), nullptr);
  EXPECT_EQ(tt::extract(static_cast<const Map *>(nullptr)), nullptr);
  EXPECT_EQ(tt::extract(Map{{"x-ot-span-context", "garbage"}}), nullptr);
  EXPECT_EQ(tt::inject(*Span, static_cast<Map *>(nullptr)), nullptr);
  EXPECT_NE(tt::server_span("serve", Map()), nullptr);
  EXPECT_TRUE(Recorder->top().references.empty());
}

TEST_F(OpenTracingTest, ServerAndConsumerSpan) {
  const Map Request = tt::injected<Map>(*Span);
  Span->Finish();
  const auto Around = Recorder->top();
  const auto expectChild = [&](const char *Name, const char *Kind) {
    const auto Data = Recorder->top();
    EXPECT_EQ(Data.operation_name, Name);
    EXPECT_EQ(text(Data.tags.at("span.kind")), Kind);
    ASSERT_EQ(Data.references.size(), 1u);
    EXPECT_EQ(Data.references[0].span_id, Around.span_context.span_id);
  };
  tt::server_span("1", Request).reset();
  expectChild("1", "server");
  tt::server_span(*Tracer, "2", &Request).reset();
  expectChild("2", "server");
  tt::consumer_span("3", Request).reset();
  expectChild("3", "consumer");
  tt::consumer_span(*Tracer, "4", Request).reset();
  expectChild("4", "consumer");
  Tracer->StartSpan("5", {opentracing::ChildOf(tt::extract(Request).get()),
                          opentracing::SetTag("span.kind", "server")});
  expectChild("5", "server");
}

TEST_F(OpenTracingTest, CallsInSpans) {
  int Value = 0;
  int &Same = tt::client_span(*Span, "1", [&]() -> int & {
    EXPECT_EQ(Recorder->size(), 0u) << "it ends after the call";
    return Value;
  });
  EXPECT_EQ(&Same, &Value);
  EXPECT_EQ(
      *tt::producer_span(*Span, "2", [] { return std::make_unique<int>(7); }),
      7);
  tt::internal_span(*Span, "3", [] {});
  Span->Finish();
  const auto Spans = Recorder->spans();
  ASSERT_EQ(Spans.size(), 4u);
  const char *Kinds[] = {"client", "producer", "internal"};
  for (int I = 0; I != 3; ++I) {
    EXPECT_EQ(text(Spans[I].tags.at("span.kind")), Kinds[I]);
    ASSERT_EQ(Spans[I].references.size(), 1u);
    EXPECT_EQ(Spans[I].references[0].span_id, Spans[3].span_context.span_id);
    EXPECT_EQ(Spans[I].tags.count("error"), 0u);
  }
}

TEST_F(OpenTracingTest, ACallCanInjectItsOwnSpan) {
  std::string Sent;
  const int Result =
      tt::client_span(*Span, "call", [&](const opentracing::Span *Span) {
        Sent = tt::extract(tt::injected<Map>(*Span))->ToSpanID();
        return 7;
      });
  EXPECT_EQ(Result, 7);
  EXPECT_NE(Sent, Span->context().ToSpanID());
  EXPECT_EQ(Sent, std::to_string(Recorder->top().span_context.span_id));
}

TEST_F(OpenTracingTest, ACallCanContinueTheRequest) {
  const Map Request = tt::injected<Map>(*Span);
  Span->Finish();
  const auto Around = Recorder->top();
  tt::internal_span(Request, "wait", [] {});
  const auto Data = Recorder->top();
  EXPECT_EQ(text(Data.tags.at("span.kind")), "internal");
  ASSERT_EQ(Data.references.size(), 1u);
  EXPECT_EQ(Data.references[0].span_id, Around.span_context.span_id);
}

TEST_F(OpenTracingTest, AnExceptionTagsTheSpanAndGoesOn) {
  EXPECT_THROW(tt::client_span(*Span, "call",
                               [] { throw std::runtime_error("refused"); }),
               std::runtime_error);
  EXPECT_TRUE(Recorder->top().tags.at("error") == opentracing::Value(true));
}

} // namespace
