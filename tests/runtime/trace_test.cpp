// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// trace_tidy/trace.h, with the maps of trace_tidy/map.h as carriers.
#include "tracing.h"

#include "trace_tidy/map.h"

#include <functional>
#include <stdexcept>
#include <thread>
#include <type_traits>

namespace {

using Map = std::map<std::string, std::string>;
using MultiMap = std::multimap<std::string, std::string>;
using HashMap = std::unordered_map<std::string, std::string>;
using MultiHashMap = std::unordered_multimap<std::string, std::string>;

class InjectTest : public Tracing {
protected:
  trace::Scope Scope{Tracer->StartSpan("around")};
};

TEST_F(InjectTest, AnObjectIsWrittenAndReturned) {
  Map Carrier;
  Map &Same = trace_tidy::inject(Carrier);
  EXPECT_EQ(&Same, &Carrier);
  EXPECT_EQ(Carrier["traceparent"], traceparent());
}

TEST_F(InjectTest, APointerIsWrittenThrough) {
  Map Carrier;
  Map *Pointer = &Carrier;
  EXPECT_EQ(trace_tidy::inject(Pointer), &Carrier);
  EXPECT_EQ(Carrier["traceparent"], traceparent());
  EXPECT_EQ(trace_tidy::inject(static_cast<Map *>(nullptr)), nullptr);
}

TEST_F(InjectTest, ATemporaryStaysThatObject) {
  Map Carrier;
  Map &&Same = trace_tidy::inject(std::move(Carrier));
  EXPECT_EQ(&Same, &Carrier);
  EXPECT_EQ(trace_tidy::inject(Map{{"a", "b"}}).size(), 2u);
}

TEST_F(InjectTest, ACopyLeavesTheOriginal) {
  const Map Carrier{{"a", "b"}};
  const auto Copy = trace_tidy::injected(Carrier);
  static_assert(std::is_same<decltype(Copy), const Map>::value, "");
  EXPECT_EQ(Carrier.size(), 1u);
  EXPECT_EQ(Copy.size(), 2u);
  EXPECT_EQ(trace_tidy::injected<Map>(), (Map{{"traceparent", traceparent()}}));
}

TEST_F(InjectTest, NothingIsWrittenWithoutAPropagator) {
  context::propagation::GlobalTextMapPropagator::SetGlobalPropagator(
      nostd::shared_ptr<context::propagation::TextMapPropagator>());
  EXPECT_TRUE(trace_tidy::injected<Map>().empty());
}

template <class T> class MapTest : public Tracing {};
using Maps = testing::Types<Map, MultiMap, HashMap, MultiHashMap>;
TYPED_TEST_SUITE(MapTest, Maps);

TYPED_TEST(MapTest, RoundTrip) {
  TypeParam Carrier{{"a", "b"}};
  std::string Sent;
  for (int I = 0; I != 2; ++I)
    trace_tidy::client_span("send", [&] {
      trace_tidy::inject(Carrier);
      Sent = this->ids(this->current());
    });
  EXPECT_EQ(this->ids(trace_tidy::extract(Carrier)), Sent);
  EXPECT_EQ(Carrier.count("traceparent"), 1u) << "the older one is replaced";
  EXPECT_EQ(Carrier.size(), 2u);
  EXPECT_EQ(all(Carrier, "a"), "b");
}

TYPED_TEST(MapTest, SeveralOldValuesAreReplaced) {
  TypeParam Carrier;
  Carrier.emplace("key", "1");
  Carrier.emplace("key", "2");
  trace_tidy::CarrierTraits<TypeParam>::set(Carrier, "key", "3");
  EXPECT_EQ(all(Carrier, "key"), "3");
}

class ExtractTest : public Tracing {
protected:
  const std::string Remote =
      "0123456789abcdef0123456789abcdef/0123456789abcdef";
  const Map Request{
      {"traceparent",
       "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01"}};
};

TEST_F(ExtractTest, OnTopOfTheCurrentContext) {
  const auto Token = context::RuntimeContext::Attach(
      context::RuntimeContext::GetCurrent().SetValue("key", true));
  const auto Context = trace_tidy::extract(Request);
  EXPECT_EQ(ids(Context), Remote);
  EXPECT_TRUE(Context.HasKey("key"));
  EXPECT_EQ(ids(trace_tidy::extract(&Request)), Remote);
}

TEST_F(ExtractTest, NothingCame) {
  trace::Scope Scope(Tracer->StartSpan("around"));
  EXPECT_EQ(ids(trace_tidy::extract(Map())), ids(current()));
  EXPECT_EQ(ids(trace_tidy::extract(static_cast<const Map *>(nullptr))),
            ids(current()));
  EXPECT_EQ(ids(trace_tidy::extract(Map{{"traceparent", "garbage"}})),
            ids(current()));
}

TEST_F(ExtractTest, Options) {
  const auto Server = trace_tidy::server_options(Request);
  EXPECT_EQ(Server.kind, trace::SpanKind::kServer);
  EXPECT_EQ(ids(nostd::get<context::Context>(Server.parent)), Remote);
  const auto Plain = trace_tidy::remote_options(Request);
  EXPECT_EQ(Plain.kind, trace::SpanKind::kInternal);
  EXPECT_EQ(ids(nostd::get<context::Context>(Plain.parent)), Remote);
  const auto Consumer = trace_tidy::consumer_options(&Request);
  EXPECT_EQ(Consumer.kind, trace::SpanKind::kConsumer);
  EXPECT_EQ(ids(nostd::get<context::Context>(Consumer.parent)), Remote);
}

TEST_F(ExtractTest, WithRemoteParentKeepsTheRest) {
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kConsumer;
  Options.start_steady_time =
      opentelemetry::common::SteadyTimestamp(std::chrono::nanoseconds(7));
  Options.start_system_time =
      opentelemetry::common::SystemTimestamp(std::chrono::nanoseconds(8));
  const auto Changed = trace_tidy::with_remote_parent(Options, Request);
  EXPECT_EQ(ids(nostd::get<context::Context>(Changed.parent)), Remote);
  EXPECT_EQ(Changed.kind, Options.kind);
  EXPECT_EQ(Changed.start_steady_time, Options.start_steady_time);
  EXPECT_EQ(Changed.start_system_time, Options.start_system_time);
}

TEST_F(ExtractTest, ServerSpan) {
  {
    trace_tidy::ServerSpan Span(Tracer, "serve", Request);
    EXPECT_EQ(ids(Span.span()->GetContext()), ids(current()));
    Span.span()->SetAttribute("key", "value");
    EXPECT_TRUE(finished().empty());
  }
  EXPECT_FALSE(current().IsValid());
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 1u);
  EXPECT_EQ(Spans[0]->GetName(), "serve");
  EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kServer);
  EXPECT_EQ(ids(trace::SpanContext(Spans[0]->GetTraceId(),
                                   Spans[0]->GetParentSpanId(), {}, true)),
            Remote);
  EXPECT_EQ(Spans[0]->GetAttributes().count("key"), 1u);
}

TEST_F(ExtractTest, ConsumerSpanWithoutTracer) {
  {
    trace_tidy::ConsumerSpan Span("handle", &Request);
  }
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 1u);
  EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kConsumer);
  EXPECT_EQ(Spans[0]->GetInstrumentationScope().GetName(), "trace_tidy");
}

TEST_F(ExtractTest, AServerSpanWithoutRemoteParentIsARoot) {
  {
    trace_tidy::ServerSpan Span("serve", Map());
  }
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 1u);
  EXPECT_FALSE(Spans[0]->GetParentSpanId().IsValid());
}

TEST_F(ExtractTest, ACallInASpanCanContinueTheRequest) {
  trace_tidy::client_span("1", Request, [] {});
  trace_tidy::client_span(Tracer, "2", &Request, [] {});
  trace_tidy::producer_span("3", Request, [] {});
  trace_tidy::internal_span(Tracer, "4", Request, [] {});
  const trace::SpanKind Kinds[] = {
      trace::SpanKind::kClient, trace::SpanKind::kClient,
      trace::SpanKind::kProducer, trace::SpanKind::kInternal};
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 4u);
  for (int I = 0; I != 4; ++I) {
    EXPECT_EQ(Spans[I]->GetSpanKind(), Kinds[I]);
    EXPECT_EQ(ids(trace::SpanContext(Spans[I]->GetTraceId(),
                                     Spans[I]->GetParentSpanId(),
                                     trace::TraceFlags(), false)),
              Remote);
  }
}

class SpanTest : public Tracing {};

TEST_F(SpanTest, IsCurrentDuringTheCallAndEndsAfterIt) {
  trace::Scope Scope(Tracer->StartSpan("around"));
  const auto Around = current();
  trace::SpanContext Inside = Around;
  trace_tidy::client_span(Tracer, "call", [&] {
    Inside = current();
    EXPECT_TRUE(finished().empty());
  });
  EXPECT_EQ(ids(current()), ids(Around));
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 1u);
  EXPECT_EQ(Spans[0]->GetName(), "call");
  EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kClient);
  EXPECT_EQ(Spans[0]->GetStatus(), trace::StatusCode::kUnset);
  EXPECT_EQ(ids(Spans[0]->GetSpanContext()), ids(Inside));
  EXPECT_EQ(Spans[0]->GetParentSpanId(), Around.span_id());
}

TEST_F(SpanTest, Kinds) {
  trace_tidy::client_span("1", [] {});
  trace_tidy::producer_span("2", [] {});
  trace_tidy::producer_span(Tracer, "3", [] {});
  trace_tidy::internal_span("4", [] {});
  trace_tidy::internal_span(Tracer, "5", [] {});
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 5u);
  EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kClient);
  EXPECT_EQ(Spans[1]->GetSpanKind(), trace::SpanKind::kProducer);
  EXPECT_EQ(Spans[2]->GetSpanKind(), trace::SpanKind::kProducer);
  EXPECT_EQ(Spans[3]->GetSpanKind(), trace::SpanKind::kInternal);
  EXPECT_EQ(Spans[4]->GetSpanKind(), trace::SpanKind::kInternal);
}

TEST_F(SpanTest, TracersOfAnyPointerType) {
  trace_tidy::client_span(Tracer.get(), "raw", [] {});
  const std::shared_ptr<trace::Tracer> Shared(Tracer.get(), [](auto *) {});
  trace_tidy::client_span(Shared, "shared", [] {});
  EXPECT_EQ(finished().size(), 2u);
}

TEST_F(SpanTest, ResultsComeThrough) {
  int Value = 0;
  int &Same = trace_tidy::internal_span("", [&]() -> int & { return Value; });
  EXPECT_EQ(&Same, &Value);
  const auto Owned =
      trace_tidy::internal_span("", [] { return std::make_unique<int>(7); });
  EXPECT_EQ(*Owned, 7);
  static_assert(
      std::is_void<decltype(trace_tidy::internal_span("", [] {}))>::value, "");
  struct Pinned {
    int Value = 3;
    Pinned() = default;
    Pinned(const Pinned &) = delete;
  };
  EXPECT_EQ(trace_tidy::internal_span("", [] { return Pinned(); }).Value, 3);
  EXPECT_EQ(trace_tidy::internal_span("", [I = 0]() mutable { return ++I; }),
            1);
}

TEST_F(SpanTest, AnExceptionMarksTheSpanAndGoesOn) {
  EXPECT_THROW(trace_tidy::client_span(
                   "", []() -> int { throw std::runtime_error("refused"); }),
               std::runtime_error);
  EXPECT_THROW(trace_tidy::client_span("", [] { throw 7; }), int);
  EXPECT_FALSE(current().IsValid());
  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 2u);
  EXPECT_EQ(Spans[0]->GetStatus(), trace::StatusCode::kError);
  EXPECT_EQ(Spans[0]->GetDescription(), "refused");
  EXPECT_EQ(Spans[1]->GetStatus(), trace::StatusCode::kError);
}

TEST_F(SpanTest, CarryAcrossAThread) {
  trace::SpanContext Inside = current(), Around = current();
  std::thread Thread;
  trace_tidy::internal_span("start", [&] {
    Around = current();
    Thread = std::thread(trace_tidy::carry([&] { Inside = current(); }));
  });
  EXPECT_EQ(finished().size(), 1u) << "what is carried does not hold it open";
  Thread.join();
  EXPECT_EQ(ids(Inside), ids(Around));
  EXPECT_TRUE(Inside.IsValid());
}

TEST_F(SpanTest, CarryTakesArgumentsAndReturns) {
  std::function<int(int)> Add;
  auto Owner = std::make_unique<int>(1);
  trace_tidy::internal_span("", [&] {
    Add = trace_tidy::carry([](int I) { return I + (current().IsValid()); });
    auto MoveOnly = trace_tidy::carry(
        [Owner = std::move(Owner)](int &I) -> int & { return I += *Owner; });
    int I = 1;
    EXPECT_EQ(&MoveOnly(I), &I);
    EXPECT_EQ(I, 2);
  });
  EXPECT_FALSE(current().IsValid());
  EXPECT_EQ(Add(1), 2);
  EXPECT_FALSE(current().IsValid());
}

} // namespace
