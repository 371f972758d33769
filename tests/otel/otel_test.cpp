// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pins the behaviour of the OpenTelemetry C++ API that trace-tidy relies on.
// Compiles and passes with the headers beside it and with opentelemetry-cpp
// itself; what only ours has without protobuf stands under TRACE_TIDY_OTEL.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "opentelemetry/baggage/baggage_context.h"
#include "opentelemetry/baggage/propagation/baggage_propagator.h"
#include "opentelemetry/context/propagation/composite_propagator.h"
#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/span.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/sdk/resource/resource.h"
#include "opentelemetry/sdk/trace/batch_span_processor_factory.h"
#include "opentelemetry/sdk/trace/batch_span_processor_options.h"
#include "opentelemetry/sdk/trace/exporter.h"
#include "opentelemetry/sdk/trace/processor.h"
#include "opentelemetry/sdk/trace/provider.h"
#include "opentelemetry/sdk/trace/samplers/always_off_factory.h"
#include "opentelemetry/sdk/trace/samplers/always_on_factory.h"
#include "opentelemetry/sdk/trace/samplers/parent_factory.h"
#include "opentelemetry/sdk/trace/samplers/trace_id_ratio_factory.h"
#include "opentelemetry/sdk/trace/simple_processor_factory.h"
#include "opentelemetry/sdk/trace/span_data.h"
#include "opentelemetry/sdk/trace/tracer_provider.h"
#include "opentelemetry/sdk/trace/tracer_provider_factory.h"
#include "opentelemetry/semconv/http_attributes.h"
#include "opentelemetry/semconv/service_attributes.h"
#include "opentelemetry/trace/context.h"
#include "opentelemetry/trace/propagation/b3_propagator.h"
#include "opentelemetry/trace/propagation/http_trace_context.h"
#include "opentelemetry/trace/propagation/jaeger.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"
#include "opentelemetry/trace/span_startoptions.h"
#include "opentelemetry/trace/tracer.h"
#include "opentelemetry/trace/tracer_provider.h"
#include "otlp_json_lines.h"
#ifdef TRACE_TIDY_OTEL
#include "opentelemetry/exporters/otlp/otlp_file_exporter_factory.h"
#endif

namespace {
namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace propagation = opentelemetry::context::propagation;
namespace baggage = opentelemetry::baggage;
namespace common = opentelemetry::common;
namespace nostd = opentelemetry::nostd;
namespace sdk = opentelemetry::sdk;
using context::RuntimeContext;
using SpanPtr = nostd::shared_ptr<trace::Span>;

template <class Id> std::string hex(const Id &I) {
  char Text[2 * Id::kSize];
  I.ToLowerBase16(Text);
  return std::string(Text, sizeof(Text));
}
std::string idOf(const SpanPtr &Span) {
  return hex(Span->GetContext().span_id());
}
std::string traceOf(const SpanPtr &Span) {
  return hex(Span->GetContext().trace_id());
}
std::string str(nostd::string_view S) { return std::string(S); }
SpanPtr currentSpan() { return trace::Tracer::GetCurrentSpan(); }
bool nothingActive() { return !currentSpan()->GetContext().IsValid(); }

struct Finished {
  std::string Name, Trace, Id, Parent, Scope, Service, Description;
  trace::SpanKind Kind;
  trace::StatusCode Status;
  size_t Attributes, Events, Links;
  std::chrono::nanoseconds Start, Duration;
};
struct Recorded {
  std::mutex Lock;
  std::vector<Finished> Spans;
  bool Down = false;

  size_t size() {
    std::lock_guard<std::mutex> Guard(Lock);
    return Spans.size();
  }
};

// Takes notes of what it gets; fails once it is shut down, as real ones do.
class Recorder : public sdk::trace::SpanExporter {
public:
  explicit Recorder(std::shared_ptr<Recorded> Notes) : Notes(Notes) {}
  std::unique_ptr<sdk::trace::Recordable> MakeRecordable() noexcept override {
    return std::unique_ptr<sdk::trace::Recordable>(new sdk::trace::SpanData);
  }
  sdk::common::ExportResult
  Export(const nostd::span<std::unique_ptr<sdk::trace::Recordable>>
             &Spans) noexcept override {
    std::lock_guard<std::mutex> Guard(Notes->Lock);
    if (Notes->Down)
      return sdk::common::ExportResult::kFailure;
    for (auto &Span : Spans) {
      auto &D = static_cast<sdk::trace::SpanData &>(*Span);
      const auto &Resource = D.GetResource().GetAttributes();
      Notes->Spans.push_back(
          {str(D.GetName()), hex(D.GetTraceId()), hex(D.GetSpanId()),
           D.GetParentSpanId().IsValid() ? hex(D.GetParentSpanId()) : "",
           D.GetInstrumentationScope().GetName(),
           nostd::get<std::string>(Resource.at("service.name")),
           str(D.GetDescription()), D.GetSpanKind(), D.GetStatus(),
           D.GetAttributes().size(), D.GetEvents().size(), D.GetLinks().size(),
           D.GetStartTime().time_since_epoch(), D.GetDuration()});
    }
    return sdk::common::ExportResult::kSuccess;
  }
  bool ForceFlush(std::chrono::microseconds) noexcept override { return true; }
  bool Shutdown(std::chrono::microseconds) noexcept override {
    std::lock_guard<std::mutex> Guard(Notes->Lock);
    Notes->Down = true;
    return true;
  }

private:
  std::shared_ptr<Recorded> Notes;
};

class Carrier : public propagation::TextMapCarrier {
public:
  nostd::string_view Get(nostd::string_view Key) const noexcept override {
    auto Found = Headers.find(str(Key));
    return Found == Headers.end() ? nostd::string_view("")
                                  : nostd::string_view(Found->second);
  }
  void Set(nostd::string_view Key, nostd::string_view Value) noexcept override {
    Headers[str(Key)] = str(Value);
  }
  std::map<std::string, std::string> Headers;
};

class Otel : public testing::Test {
protected:
  // With a sheet of its own: the old one closes with the old provider.
  std::unique_ptr<sdk::trace::SpanExporter> exporter() {
    Notes = std::make_shared<Recorded>();
    return std::unique_ptr<sdk::trace::SpanExporter>(new Recorder(Notes));
  }
  std::unique_ptr<sdk::trace::SpanProcessor> recorder() {
    return sdk::trace::SimpleSpanProcessorFactory::Create(exporter());
  }
  void install(std::unique_ptr<sdk::trace::TracerProvider> Made) {
    Sdk = std::shared_ptr<sdk::trace::TracerProvider>(std::move(Made));
    trace::Provider::SetTracerProvider(
        std::shared_ptr<trace::TracerProvider>(Sdk));
    Tracer = trace::Provider::GetTracerProvider()->GetTracer("lib", "1.0");
  }
  void SetUp() override {
    install(sdk::trace::TracerProviderFactory::Create(recorder()));
    ASSERT_TRUE(nothingActive());
  }
  void TearDown() override {
    EXPECT_TRUE(nothingActive());
    trace::Provider::SetTracerProvider({});
    propagation::GlobalTextMapPropagator::SetGlobalPropagator({});
  }
  Finished only() {
    EXPECT_EQ(Notes->Spans.size(), 1u);
    return Notes->Spans.empty() ? Finished{} : Notes->Spans[0];
  }

  std::shared_ptr<Recorded> Notes;
  std::shared_ptr<sdk::trace::TracerProvider> Sdk;
  nostd::shared_ptr<trace::Tracer> Tracer;
};
using Scopes = Otel;
using Spans = Otel;
using Parents = Otel;
using Providers = Otel;
using Propagation = Otel;
using SdkParts = Otel;
using JsonLines = Otel;

// First, before anything is set.
TEST(Defaults, NothingIsSetUp) {
  auto Global = propagation::GlobalTextMapPropagator::GetGlobalPropagator();
  ASSERT_TRUE(Global != nullptr);
  auto Provider = trace::Provider::GetTracerProvider();
  ASSERT_TRUE(Provider != nullptr);
  EXPECT_FALSE(Provider->GetTracer("lib")->StartSpan("a")->IsRecording());
  EXPECT_TRUE(nothingActive());
  Carrier C;
  Global->Inject(C, RuntimeContext::GetCurrent());
  EXPECT_TRUE(C.Headers.empty());
}

// --- scopes and the current context

TEST_F(Scopes, ActivateAndRestore) {
  SpanPtr A = Tracer->StartSpan("a"), B = Tracer->StartSpan("b");
  {
    trace::Scope Outer(A);
    EXPECT_EQ(currentSpan(), A);
    {
      auto Inner = Tracer->WithActiveSpan(B);
      EXPECT_EQ(currentSpan(), B);
    }
    EXPECT_EQ(currentSpan(), A);
  }
  EXPECT_TRUE(nothingActive());
}

TEST_F(Scopes, DoNotEndTheSpan) {
  SpanPtr A = Tracer->StartSpan("a");
  { trace::Scope S(A); }
  EXPECT_TRUE(A->IsRecording());
  EXPECT_EQ(Notes->size(), 0u);
}

TEST_F(Scopes, AssignedAgainNothingIsActive) {
  SpanPtr A = Tracer->StartSpan("a"), B = Tracer->StartSpan("b");
  trace::Scope S = Tracer->WithActiveSpan(A);
  S = Tracer->WithActiveSpan(B);
  EXPECT_TRUE(nothingActive());
}

TEST_F(Scopes, DiscardedNothingIsActive) {
  SpanPtr A = Tracer->StartSpan("a");
  Tracer->WithActiveSpan(A);
  EXPECT_TRUE(nothingActive());
  trace::Scope{A};
  EXPECT_TRUE(nothingActive());
  RuntimeContext::Attach(RuntimeContext::GetCurrent().SetValue("k", true));
  EXPECT_FALSE(RuntimeContext::GetCurrent().HasKey("k"));
}

TEST_F(Scopes, MovedStaysActive) {
  SpanPtr A = Tracer->StartSpan("a");
  auto Make = [&] {
    trace::Scope S(A);
    return S;
  };
  trace::Scope Kept = Make();
  trace::Scope Again = std::move(Kept);
  EXPECT_EQ(currentSpan(), A);
}

TEST_F(Scopes, DestroyedOutOfOrderTakeTheInnerOnesAlong) {
  SpanPtr A = Tracer->StartSpan("a"), B = Tracer->StartSpan("b");
  auto Outer = std::make_unique<trace::Scope>(A);
  auto Inner = std::make_unique<trace::Scope>(B);
  Outer.reset();
  EXPECT_TRUE(nothingActive());
  Inner.reset();
  EXPECT_TRUE(nothingActive());
}

TEST_F(Scopes, DestroyedOnAnotherThreadStaysActiveHere) {
  std::thread([&] { // a thread of its own, because it leaks
    SpanPtr A = Tracer->StartSpan("a");
    auto S = std::make_unique<trace::Scope>(A);
    std::thread([&] { S.reset(); }).join();
    EXPECT_EQ(currentSpan(), A);
  })
      .join();
}

TEST_F(Scopes, ThreadsStartEmptyAndTakeACopy) {
  SpanPtr A = Tracer->StartSpan("a");
  trace::Scope S(A);
  std::thread([] { EXPECT_TRUE(nothingActive()); }).join();
  std::thread([&, Current = RuntimeContext::GetCurrent()] {
    auto Token = RuntimeContext::Attach(Current);
    EXPECT_EQ(currentSpan(), A);
  }).join();
}

TEST_F(Scopes, DetachPopsWhatIsAboveAndFailsTheSecondTime) {
  context::Context A("k", true), B("k", false);
  auto TokenA = RuntimeContext::Attach(A);
  auto TokenB = RuntimeContext::Attach(B);
  EXPECT_TRUE(*TokenA == A);
  EXPECT_TRUE(RuntimeContext::Detach(*TokenA));
  EXPECT_FALSE(RuntimeContext::Detach(*TokenB));
  EXPECT_FALSE(RuntimeContext::GetCurrent().HasKey("k"));
}

TEST_F(Scopes, NullSpanGivesNullCurrentSpan) {
  trace::Scope S(SpanPtr{});
  EXPECT_TRUE(currentSpan() == nullptr);
}

TEST_F(Scopes, ContextSettersChangeNothing) {
  context::Context Base;
  SpanPtr A = Tracer->StartSpan("a");
  context::Context With = trace::SetSpan(Base, A);
  Base.SetValue("k", true);
  RuntimeContext::SetValue("k", true);
  EXPECT_FALSE(Base.HasKey("k") || Base.HasKey(trace::kSpanKey));
  EXPECT_FALSE(RuntimeContext::GetCurrent().HasKey("k"));
  EXPECT_TRUE(nothingActive());
  EXPECT_EQ(trace::GetSpan(With), A);
  EXPECT_FALSE(trace::GetSpanContext(Base).IsValid());

  std::map<std::string, context::ContextValue> Many = {{"x", true},
                                                       {"y", int64_t{7}}};
  context::Context FromMap(Many), More = With.SetValues(Many);
  EXPECT_EQ(nostd::get<int64_t>(FromMap.GetValue("y")), 7);
  EXPECT_TRUE(More.HasKey("x") && More.HasKey(trace::kSpanKey));
}

// --- spans

TEST_F(Spans, EndWithTheLastReference) {
  {
    SpanPtr A = Tracer->StartSpan("a");
    SpanPtr Copy = A;
    A = nullptr;
    EXPECT_EQ(Notes->size(), 0u);
  }
  EXPECT_EQ(only().Name, "a");
}

TEST_F(Spans, ScopeMayHoldTheLastReference) {
  {
    trace::Scope S(Tracer->StartSpan("a"));
    EXPECT_TRUE(currentSpan()->IsRecording());
    EXPECT_EQ(Notes->size(), 0u);
  }
  EXPECT_EQ(only().Name, "a");
}

TEST_F(Spans, EndOnce) {
  SpanPtr A = Tracer->StartSpan("a");
  A->End();
  EXPECT_FALSE(A->IsRecording());
  A->End();
  A->SetAttribute("late", 1);
  A->AddEvent("late");
  A->SetStatus(trace::StatusCode::kError, "late");
  A->UpdateName("late");
  A = nullptr;
  Finished F = only();
  EXPECT_EQ(F.Name, "a");
  EXPECT_EQ(F.Attributes + F.Events, 0u);
  EXPECT_EQ(F.Status, trace::StatusCode::kUnset);
}

TEST_F(Spans, RecordWhatTheyAreTold) {
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kClient;
  Options.start_system_time =
      common::SystemTimestamp(std::chrono::seconds(1000));
  Options.start_steady_time = common::SteadyTimestamp(std::chrono::seconds(1));
  SpanPtr A = Tracer->StartSpan("a", {{"k", "v"}, {"n", 1}}, Options);
  A->SetAttribute(opentelemetry::semconv::http::kHttpRequestMethod, "GET");
  A->SetAttribute("n", 2); // the same key
  A->AddEvent("e");
  A->AddEvent("e", {{"k", true}});
  A->AddEvent("e", std::chrono::system_clock::now());
  A->AddEvent("e", std::chrono::system_clock::now(), {{"k", 1.5}});
  std::map<std::string, std::string> Map = {{"k", "v"}};
  A->AddEvent("e", Map);
  A->AddEvent("e", std::chrono::system_clock::now(), Map);
  A->AddEvent("e", common::KeyValueIterableView<decltype(Map)>(Map));
  A->SetStatus(trace::StatusCode::kError, "bad");
  A->UpdateName("renamed");
  trace::EndSpanOptions End;
  End.end_steady_time = common::SteadyTimestamp(std::chrono::seconds(6));
  A->End(End);
  Finished F = only();
  EXPECT_EQ(F.Name, "renamed");
  EXPECT_EQ(F.Kind, trace::SpanKind::kClient);
  EXPECT_EQ(F.Attributes, 3u);
  EXPECT_EQ(F.Events, 7u);
  EXPECT_EQ(F.Status, trace::StatusCode::kError);
  EXPECT_EQ(F.Description, "bad");
  EXPECT_EQ(F.Start, std::chrono::seconds(1000));
  EXPECT_EQ(F.Duration, std::chrono::seconds(5));
  EXPECT_EQ(F.Scope, "lib");
}

TEST_F(Spans, NineOverloadsOfStart) {
  SpanPtr Target = Tracer->StartSpan("target");
  std::map<std::string, int> Attributes = {{"k", 1}};
  std::vector<std::pair<trace::SpanContext, std::map<std::string, std::string>>>
      Links = {{Target->GetContext(), {{"k", "v"}}}};
  trace::StartSpanOptions Options;
  common::KeyValueIterableView<decltype(Attributes)> View(Attributes);
  trace::SpanContextKeyValueIterableView<decltype(Links)> LinkView(Links);

  Tracer->StartSpan("1", View, LinkView, Options);
  Tracer->StartSpan("2", Options);
  Tracer->StartSpan("3", Attributes, Options);
  Tracer->StartSpan("4", View, Options);
  Tracer->StartSpan("5", Attributes, Links, Options);
  Tracer->StartSpan("6", {{"k", 1}}, Options);
  Tracer->StartSpan("7", Attributes, {{Target->GetContext(), {{"k", "v"}}}},
                    Options);
  // The eighth, (list of attributes, container of links), asks for a container
  // of attributes by mistake, so nothing real can call it.
  Tracer->StartSpan("9", {{"k", 1}}, {{Target->GetContext(), {{"k", "v"}}}},
                    Options);
  Tracer->StartSpan(std::string("10")); // and without options

  ASSERT_EQ(Notes->Spans.size(), 9u);
  for (const Finished &F : Notes->Spans) {
    bool NoAttributes = F.Name == "2" || F.Name == "10";
    bool NoLinks =
        NoAttributes || F.Name == "3" || F.Name == "4" || F.Name == "6";
    EXPECT_EQ(F.Attributes, NoAttributes ? 0u : 1u) << F.Name;
    EXPECT_EQ(F.Links, NoLinks ? 0u : 1u) << F.Name;
  }
}

TEST_F(Spans, TakeEveryKindOfAttribute) {
  SpanPtr A = Tracer->StartSpan("a");
  const char *C = "c";
  std::string S = "s";
  int32_t I[] = {1, 2};
  std::vector<double> D = {1, 2};
  nostd::string_view V[] = {"a", "b"};
  A->SetAttribute("1", true);
  A->SetAttribute("2", int32_t{-1});
  A->SetAttribute("3", int64_t{-1});
  A->SetAttribute("4", uint32_t{1});
  A->SetAttribute("5", uint64_t{1});
  A->SetAttribute("6", 1.5);
  A->SetAttribute("7", C);
  A->SetAttribute("8", S);
  A->SetAttribute("9", "literal");
  A->SetAttribute("10", nostd::span<const int32_t>(I));
  A->SetAttribute("11", nostd::span<const double>(D));
  A->SetAttribute("12", nostd::span<const nostd::string_view>(V));
  A->SetAttribute("", "no key, not kept");
  A->End();
  EXPECT_EQ(only().Attributes, 12u);
}

#if OPENTELEMETRY_ABI_VERSION_NO >= 2
TEST_F(Spans, Abi2LinksAndScopeAttributes) {
  static_assert(std::is_same_v<opentelemetry::v2::trace::Span, trace::Span>);
  auto Other = trace::Provider::GetTracerProvider()->GetTracer("other", "1", "",
                                                               {{"k", "v"}});
  EXPECT_TRUE(Other->Enabled());
  SpanPtr A = Tracer->StartSpan("a"), B = Other->StartSpan("b");
  A->AddLink(B->GetContext(), {{"k", "v"}});
  A->AddLinks({{B->GetContext(), {{"k", "v"}}}});
  A->End();
  EXPECT_EQ(only().Links, 2u);
}
#else
TEST_F(Spans, Abi1Namespace) {
  static_assert(std::is_same_v<opentelemetry::v1::trace::Span, trace::Span>);
  Tracer->ForceFlush(std::chrono::milliseconds(10));
  Tracer->Close(std::chrono::milliseconds(10));
}
#endif

// --- parents

TEST_F(Parents, TheCurrentSpanEvenWhenItHasEnded) {
  SpanPtr A = Tracer->StartSpan("a");
  trace::Scope S(A);
  A->End();
  SpanPtr B = Tracer->StartSpan("b");
  EXPECT_EQ(traceOf(B), traceOf(A));
  B->End();
  EXPECT_EQ(Notes->Spans.at(1).Parent, idOf(A));
}

TEST_F(Parents, InTheirOrder) {
  SpanPtr Current = Tracer->StartSpan("current");
  SpanPtr Given = Tracer->StartSpan("given");
  trace::Scope S(Current);
  context::Context Empty, Base;
  context::Context With = trace::SetSpan(Base, Given);
  context::Context Root = Base.SetValue(trace::kIsRootSpanKey, true);
  context::Context Both = With.SetValue(trace::kIsRootSpanKey, true);

  auto ParentOf = [&](auto Parent) {
    trace::StartSpanOptions Options;
    Options.parent = Parent;
    Tracer->StartSpan("child", Options)->End();
    return Notes->Spans.back().Parent;
  };
  EXPECT_EQ(ParentOf(Given->GetContext()), idOf(Given));
  EXPECT_EQ(ParentOf(With), idOf(Given));
  EXPECT_EQ(ParentOf(Both), idOf(Given));
  EXPECT_EQ(ParentOf(Root), "");
  EXPECT_EQ(ParentOf(Empty), idOf(Current));
  EXPECT_EQ(ParentOf(trace::SpanContext::GetInvalid()), idOf(Current));
}

// --- providers

TEST_F(Providers, DefaultIsNoop) {
  trace::Provider::SetTracerProvider({});
  auto Provider = trace::Provider::GetTracerProvider();
  ASSERT_TRUE(Provider != nullptr);
  SpanPtr A = Provider->GetTracer("lib")->StartSpan("a");
  EXPECT_FALSE(A->IsRecording());
  EXPECT_FALSE(A->GetContext().IsValid());
  A->SetAttribute("k", "v");
  A->End();
  EXPECT_EQ(Notes->size(), 0u);
}

TEST_F(Providers, TracerTakenTooEarlyStaysNoop) {
  trace::Provider::SetTracerProvider({});
  auto Early = trace::Provider::GetTracerProvider()->GetTracer("lib");
  install(sdk::trace::TracerProviderFactory::Create(recorder()));
  EXPECT_FALSE(Early->StartSpan("a")->IsRecording());
  EXPECT_TRUE(Tracer->StartSpan("b")->IsRecording());
}

TEST_F(Providers, LocalSdkProviderLosesItsSpans) {
  auto Own = std::make_shared<Recorded>();
  nostd::shared_ptr<trace::Tracer> Kept;
  {
    std::shared_ptr<trace::TracerProvider> Local =
        sdk::trace::TracerProviderFactory::Create(
            sdk::trace::SimpleSpanProcessorFactory::Create(
                std::unique_ptr<sdk::trace::SpanExporter>(new Recorder(Own))));
    Kept = Local->GetTracer("lib");
    Kept->StartSpan("in time")->End();
  }
  EXPECT_TRUE(Own->Down);
  SpanPtr A = Kept->StartSpan("lost");
  EXPECT_TRUE(A->IsRecording());
  A->End();
  EXPECT_EQ(Own->Spans.size(), 1u);
}

TEST_F(Providers, SameNameSameTracer) {
  auto Provider = trace::Provider::GetTracerProvider();
  EXPECT_EQ(Provider->GetTracer("a", "1"), Provider->GetTracer("a", "1"));
  EXPECT_NE(Provider->GetTracer("a", "1"), Provider->GetTracer("a", "2"));
}

// --- propagation

TEST_F(Propagation, DefaultDoesNothing) {
  auto Global = propagation::GlobalTextMapPropagator::GetGlobalPropagator();
  ASSERT_TRUE(Global != nullptr);
  SpanPtr A = Tracer->StartSpan("a");
  trace::Scope S(A);
  Carrier C;
  Global->Inject(C, RuntimeContext::GetCurrent());
  EXPECT_EQ(C.Headers.size(), 0u);
  C.Headers["traceparent"] =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  context::Context Base;
  EXPECT_TRUE(Global->Extract(C, Base) == Base);
}

TEST_F(Propagation, W3CRoundTrip) {
  propagation::GlobalTextMapPropagator::SetGlobalPropagator(
      nostd::shared_ptr<propagation::TextMapPropagator>(
          new trace::propagation::HttpTraceContext));
  auto Global = propagation::GlobalTextMapPropagator::GetGlobalPropagator();
  Carrier C;
  SpanPtr Client = Tracer->StartSpan("client");
  {
    trace::Scope S(Client);
    Global->Inject(C, RuntimeContext::GetCurrent());
  }
  ASSERT_EQ(C.Headers.size(), 1u);
  std::string Header = C.Headers["traceparent"];
  EXPECT_EQ(Header.substr(0, 53),
            "00-" + traceOf(Client) + "-" + idOf(Client) + "-");
  EXPECT_EQ(Header.size(), 55u);

  context::Context Base;
  context::Context Extracted = Global->Extract(C, Base);
  EXPECT_FALSE(Base.HasKey(trace::kSpanKey));
  trace::SpanContext Remote = trace::GetSpanContext(Extracted);
  EXPECT_TRUE(Remote == Client->GetContext());
  EXPECT_TRUE(Remote.IsRemote() && Remote.IsSampled());

  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kServer;
  Options.parent = Extracted;
  SpanPtr Server = Tracer->StartSpan("server", Options);
  EXPECT_EQ(traceOf(Server), traceOf(Client));
  Server->End();
  EXPECT_EQ(only().Parent, idOf(Client));
}

TEST_F(Propagation, W3CNothingFromBadHeaders) {
  trace::propagation::HttpTraceContext P;
  const std::string Trace = "0af7651916cd43dd8448eb211c80319c",
                    Span = "b7ad6b7169203331";
  auto Valid = [&](const std::string &Header, const char *Key = "traceparent") {
    Carrier C;
    C.Headers[Key] = Header;
    context::Context Base;
    return trace::GetSpanContext(P.Extract(C, Base)).IsValid();
  };
  EXPECT_TRUE(Valid("00-" + Trace + "-" + Span + "-01"));
  EXPECT_TRUE(Valid(" 00-" + Trace + "-" + Span + "-01 "));
  EXPECT_TRUE(Valid("01-" + Trace + "-" + Span + "-01-more"));
  EXPECT_FALSE(Valid("00-" + Trace + "-" + Span + "-01", "Traceparent"));
  EXPECT_FALSE(Valid("00-" + Trace + "-" + Span + "-01-more"));
  EXPECT_FALSE(Valid("ff-" + Trace + "-" + Span + "-01"));
  EXPECT_FALSE(Valid("00-" + std::string(32, '0') + "-" + Span + "-01"));
  EXPECT_FALSE(Valid("00-" + Trace + "-" + std::string(16, '0') + "-01"));
  EXPECT_FALSE(Valid("00-" + Trace + "-" + Span));
  EXPECT_FALSE(Valid("00-x" + Trace.substr(1) + "-" + Span + "-01"));
  EXPECT_FALSE(Valid(""));
}

TEST_F(Propagation, TraceStateTravels) {
  trace::propagation::HttpTraceContext P;
  Carrier In, Out;
  In.Headers["traceparent"] =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  In.Headers["tracestate"] = "a=1, b=2";
  context::Context Base;
  context::Context Extracted = P.Extract(In, Base);
  P.Inject(Out, Extracted);
  EXPECT_EQ(Out.Headers["tracestate"], "a=1,b=2");
  auto State = trace::GetSpanContext(Extracted).trace_state()->Set("c", "3");
  EXPECT_EQ(State->ToHeader(), "c=3,a=1,b=2");
  EXPECT_EQ(State->Delete("a")->ToHeader(), "c=3,b=2");
  EXPECT_TRUE(trace::TraceState::FromHeader("A=1")->Empty());
}

TEST_F(Propagation, EndedSpanStillInjects) {
  SpanPtr A = Tracer->StartSpan("a");
  trace::Scope S(A);
  A->End();
  Carrier C;
  trace::propagation::HttpTraceContext().Inject(C,
                                                RuntimeContext::GetCurrent());
  EXPECT_EQ(C.Headers.count("traceparent"), 1u);
}

TEST_F(Propagation, B3AndJaegerRoundTrip) {
  trace::propagation::B3Propagator Single;
  trace::propagation::B3PropagatorMultiHeader Multi;
  trace::propagation::JaegerPropagator Jaeger;
  SpanPtr A = Tracer->StartSpan("a");
  context::Context Base;
  context::Context With = trace::SetSpan(Base, A);
  std::vector<std::string> Keys;
  for (propagation::TextMapPropagator *P :
       std::initializer_list<propagation::TextMapPropagator *>{&Single, &Multi,
                                                               &Jaeger}) {
    Carrier C;
    P->Inject(C, With);
    auto Found = trace::GetSpanContext(P->Extract(C, Base));
    EXPECT_EQ(hex(Found.trace_id()), traceOf(A));
    EXPECT_EQ(hex(Found.span_id()), idOf(A));
    EXPECT_TRUE(Found.IsRemote());
    // X-B3-Sampled is the last digit of all flags: "3" with a random trace id,
    // which is then not read as sampled.
    EXPECT_EQ(Found.IsSampled(), P != &Multi);
    for (auto &Header : C.Headers)
      Keys.push_back(Header.first);
  }
  EXPECT_EQ(Keys, (std::vector<std::string>{"b3", "X-B3-Sampled", "X-B3-SpanId",
                                            "X-B3-TraceId", "uber-trace-id"}));
}

TEST_F(Propagation, CompositeWithBaggage) {
  std::vector<std::unique_ptr<propagation::TextMapPropagator>> Parts;
  Parts.emplace_back(new trace::propagation::HttpTraceContext);
  Parts.emplace_back(new baggage::propagation::BaggagePropagator);
  propagation::CompositePropagator P(std::move(Parts));
  SpanPtr A = Tracer->StartSpan("a");
  context::Context Base;
  context::Context With = trace::SetSpan(Base, A);
  With = baggage::SetBaggage(
      With,
      baggage::Baggage::GetDefault()->Set("user", "a b,c")->Set("n", "1"));
  Carrier C;
  P.Inject(C, With);
  EXPECT_EQ(C.Headers["baggage"], "n=1,user=a+b%2Cc");
  context::Context Extracted = P.Extract(C, Base);
  EXPECT_TRUE(trace::GetSpanContext(Extracted) == A->GetContext());
  std::string Value;
  EXPECT_TRUE(baggage::GetBaggage(Extracted)->GetValue("user", Value));
  EXPECT_EQ(Value, "a b,c");
  EXPECT_FALSE(baggage::GetBaggage(Base)->GetValue("user", Value));
  std::vector<std::string> Fields;
  P.Fields([&](nostd::string_view Field) {
    Fields.push_back(str(Field));
    return true;
  });
  EXPECT_EQ(Fields,
            (std::vector<std::string>{"traceparent", "tracestate", "baggage"}));
}

TEST_F(Propagation, BaggageHeaderIsReadWithCare) {
  auto Header = [](const char *Text) {
    return baggage::Baggage::FromHeader(Text)->ToHeader();
  };
  EXPECT_EQ(Header("a=1,b=%20x;meta=1, c"), "a=1,b=+x;meta=1");
  EXPECT_EQ(Header("a=%zz,=1,b=2"), "b=2");
  EXPECT_EQ(baggage::Baggage::FromHeader("a=1,b=2")->Delete("a")->ToHeader(),
            "b=2");
}

// --- samplers, processors, resource

TEST_F(SdkParts, Samplers) {
  trace::SpanContext Off(
      trace::propagation::HttpTraceContext::TraceIdFromHex(
          "0af7651916cd43dd8448eb211c80319c"),
      trace::propagation::HttpTraceContext::SpanIdFromHex("b7ad6b7169203331"),
      trace::TraceFlags(0), true);
  auto Start = [&](std::unique_ptr<sdk::trace::Sampler> Sampler,
                   bool WithParent) {
    install(sdk::trace::TracerProviderFactory::Create(
        recorder(), sdk::resource::Resource::Create({}), std::move(Sampler)));
    trace::StartSpanOptions Options;
    if (WithParent)
      Options.parent = Off;
    return Tracer->StartSpan("a", Options);
  };
  using namespace opentelemetry::sdk::trace;
  EXPECT_TRUE(Start(AlwaysOnSamplerFactory::Create(), true)->IsRecording());
  EXPECT_FALSE(Start(AlwaysOffSamplerFactory::Create(), false)->IsRecording());
  EXPECT_TRUE(
      Start(TraceIdRatioBasedSamplerFactory::Create(1), true)->IsRecording());
  EXPECT_FALSE(
      Start(TraceIdRatioBasedSamplerFactory::Create(0), false)->IsRecording());
  std::shared_ptr<Sampler> Root = AlwaysOnSamplerFactory::Create();
  EXPECT_TRUE(
      Start(ParentBasedSamplerFactory::Create(Root), false)->IsRecording());
  SpanPtr Dropped = Start(ParentBasedSamplerFactory::Create(Root), true);
  EXPECT_FALSE(Dropped->IsRecording());
  EXPECT_TRUE(Dropped->GetContext().IsValid());
  EXPECT_FALSE(Dropped->GetContext().IsSampled());
  EXPECT_EQ(traceOf(Dropped), hex(Off.trace_id()));
  Carrier C;
  context::Context Base;
  trace::propagation::HttpTraceContext().Inject(C,
                                                trace::SetSpan(Base, Dropped));
  EXPECT_EQ(C.Headers["traceparent"].substr(0, 35),
            "00-0af7651916cd43dd8448eb211c80319c");
}

TEST_F(SdkParts, SimpleProcessorExportsInsideEnd) {
  SpanPtr A = Tracer->StartSpan("a");
  A->End();
  EXPECT_EQ(Notes->Spans.size(), 1u);
}

TEST_F(SdkParts, BatchProcessorFlushesAndDrains) {
  sdk::trace::BatchSpanProcessorOptions Options;
  Options.schedule_delay_millis = std::chrono::milliseconds(60000);
  install(sdk::trace::TracerProviderFactory::Create(
      sdk::trace::BatchSpanProcessorFactory::Create(exporter(), Options)));
  Tracer->StartSpan("a")->End();
  EXPECT_TRUE(Sdk->ForceFlush());
  EXPECT_EQ(Notes->size(), 1u);
  for (int I = 0; I < 20; ++I)
    Tracer->StartSpan("b")->End();
  EXPECT_TRUE(Sdk->Shutdown());
  EXPECT_EQ(Notes->size(), 21u);
  Tracer->StartSpan("late")->End();
  EXPECT_EQ(Notes->size(), 21u);
}

TEST_F(SdkParts, SeveralProcessorsAndAResource) {
  auto Second = std::make_shared<Recorded>();
  std::vector<std::unique_ptr<sdk::trace::SpanProcessor>> Both;
  Both.push_back(recorder());
  Both.push_back(sdk::trace::SimpleSpanProcessorFactory::Create(
      std::unique_ptr<sdk::trace::SpanExporter>(new Recorder(Second))));
  sdk::resource::ResourceAttributes Attributes = {
      {opentelemetry::semconv::service::kServiceName, "orders"}};
  install(sdk::trace::TracerProviderFactory::Create(
      std::move(Both), sdk::resource::Resource::Create(Attributes)));
  Tracer->StartSpan("a", {{"k", 1}})->End();
  EXPECT_EQ(only().Service, "orders");
  ASSERT_EQ(Second->Spans.size(), 1u);
  EXPECT_EQ(Second->Spans[0].Attributes, 1u);
  EXPECT_EQ(Second->Spans[0].Id, only().Id);
}

TEST_F(SdkParts, ProviderOfTheSdkHonoursDisabled) {
  std::shared_ptr<trace::TracerProvider> Mine = Sdk;
  sdk::trace::Provider::SetTracerProvider(Mine);
  EXPECT_EQ(trace::Provider::GetTracerProvider().get(), Mine.get());
  sdk::trace::Provider::SetTracerProvider({});
  EXPECT_NE(trace::Provider::GetTracerProvider().get(), Mine.get());
}

// --- nostd

TEST(Nostd, PointersConvert) {
  struct Base {
    virtual ~Base() = default;
  };
  struct Derived : Base {};
  nostd::shared_ptr<Base> P(new Derived);
  nostd::shared_ptr<Base> Moved = nostd::shared_ptr<Derived>(new Derived);
  nostd::shared_ptr<Base> FromStd = std::shared_ptr<Base>(new Derived);
  nostd::shared_ptr<Base> FromUnique = std::unique_ptr<Base>(new Derived);
  EXPECT_TRUE(P && Moved && FromStd && FromUnique && P != Moved);
  P.swap(Moved);
  P = nullptr;
  EXPECT_TRUE(P == nullptr && !P);
  nostd::unique_ptr<Base> U = std::unique_ptr<Derived>(new Derived);
  std::unique_ptr<Base> Back = std::move(U);
  EXPECT_TRUE(Back && !U);
}

TEST(Nostd, Views) {
  std::string S = "hello";
  nostd::string_view V = S;
  EXPECT_EQ(V, "hello");
  EXPECT_TRUE(V == S && "hello" == V && V != "hell");
  EXPECT_EQ(str(V.substr(1, 3)), "ell");
  EXPECT_EQ(V.find('l'), 2u);
  std::ostringstream Out;
  Out << V;
  EXPECT_EQ(Out.str(), "hello");
  std::map<std::string, int> ByName = {{str(V), 1}};
  EXPECT_EQ(ByName.count("hello"), 1u);

  int Numbers[] = {1, 2, 3};
  nostd::span<const int> All(Numbers);
  nostd::span<int, 3> Fixed(Numbers);
  nostd::span<const int> Again(Fixed);
  EXPECT_EQ(All.size() + Fixed.size() + Again.size(), 9u);
  EXPECT_EQ(Again[2], 3);

  auto Twice = [](int I) { return 2 * I; };
  nostd::function_ref<int(int)> F = Twice;
  int (*Pointer)(int) = Twice;
  nostd::function_ref<int(int)> G = Pointer;
  EXPECT_EQ(F(2) + G(3), 10);
}

// --- OTLP/JSON lines

// Whether the text is one JSON value, by RFC 8259.
class JsonValidator {
public:
  static bool valid(const std::string &Text) {
    JsonValidator V{Text.c_str()};
    return V.value() && *V.P == 0;
  }

private:
  explicit JsonValidator(const char *P) : P(P) {}
  bool eat(const char *Word) {
    size_t Length = std::char_traits<char>::length(Word);
    if (std::string(P).compare(0, Length, Word) != 0)
      return false;
    P += Length;
    return true;
  }
  bool string() {
    if (*P++ != '"')
      return false;
    for (; *P && *P != '"'; ++P) {
      if (static_cast<unsigned char>(*P) < 0x20)
        return false;
      if (*P == '\\' && !has("\"\\/bfnrtu", *++P))
        return false;
    }
    return *P++ == '"';
  }
  bool number() {
    char *End = nullptr;
    std::strtod(P, &End);
    bool Any = End != P;
    P = End;
    return Any;
  }
  template <class Element> bool list(char Close, Element One) {
    ++P;
    if (*P == Close)
      return ++P;
    do {
      if (!One())
        return false;
    } while (*P == ',' && P++);
    return *P++ == Close;
  }
  bool value() {
    if (*P == '{')
      return list('}', [&] { return string() && eat(":") && value(); });
    if (*P == '[')
      return list(']', [&] { return value(); });
    if (*P == '"')
      return string();
    return eat("true") || eat("false") || eat("null") || number();
  }
  static bool has(const std::string &Set, char C) {
    return C && Set.find(C) != std::string::npos;
  }
  const char *P;
};

std::vector<std::string> linesOf(std::istream &In) {
  std::vector<std::string> Lines;
  for (std::string Line; std::getline(In, Line);)
    Lines.push_back(Line);
  return Lines;
}
bool has(const std::string &Text, const std::string &Part) {
  return Text.find(Part) != std::string::npos;
}

TEST_F(JsonLines, AreValidOtlp) {
  std::stringstream Out;
  install(sdk::trace::TracerProviderFactory::Create(
      sdk::trace::SimpleSpanProcessorFactory::Create(
          std::unique_ptr<sdk::trace::SpanExporter>(
              new otlp_json_lines::Exporter(Out))),
      sdk::resource::Resource::Create({{"service.name", "orders"}})));
  trace::StartSpanOptions Options;
  Options.kind = trace::SpanKind::kServer;
  Options.start_system_time =
      common::SystemTimestamp(std::chrono::nanoseconds(1700000000000000001));
  SpanPtr A = Tracer->StartSpan("a", Options);
  {
    trace::Scope S(A);
    SpanPtr B = Tracer->StartSpan(
        "b", {{"big", int64_t{1} << 60}, {"half", 0.5}, {"yes", true}});
    const int32_t Ints[] = {1, 2};
    B->SetAttribute("list", nostd::span<const int32_t>(Ints));
    B->SetAttribute("odd", "quote\" back\\ tab\t \xc3\xa4 bad\xff");
    B->AddEvent("event", {{"k", "v"}});
    B->SetStatus(trace::StatusCode::kError, "bad");
    B->End();
  }
  A->End();

  auto Lines = linesOf(Out);
  ASSERT_EQ(Lines.size(), 2u);
  for (const std::string &Line : Lines) {
    EXPECT_TRUE(JsonValidator::valid(Line)) << Line;
    EXPECT_EQ(Line.rfind(R"({"resourceSpans":[{"resource":{"attributes":[)", 0),
              0u);
    EXPECT_TRUE(has(
        Line, R"({"key":"service.name","value":{"stringValue":"orders"}})"));
    EXPECT_TRUE(
        has(Line, R"("scopeSpans":[{"scope":{"name":"lib","version":"1.0"})"));
    EXPECT_TRUE(has(Line, R"("traceId":")" + traceOf(A) + '"'));
  }
  const std::string &B = Lines[0], &Parent = Lines[1];
  EXPECT_TRUE(has(B, R"("parentSpanId":")" + idOf(A) + '"'));
  EXPECT_TRUE(has(B, R"("kind":1,)"));
  EXPECT_TRUE(has(B, R"("value":{"intValue":"1152921504606846976"})"));
  EXPECT_TRUE(has(B, R"("value":{"doubleValue":0.5})"));
  EXPECT_TRUE(has(B, R"("value":{"boolValue":true})"));
  EXPECT_TRUE(has(
      B, R"({"arrayValue":{"values":[{"intValue":"1"},{"intValue":"2"}]}})"));
  EXPECT_TRUE(has(B, "quote\\\" back\\\\ tab\\u0009 \xc3\xa4 "
                     "bad\xef\xbf\xbd\""));
  EXPECT_TRUE(has(B, R"("status":{"code":2,"message":"bad"})"));
  EXPECT_TRUE(has(B, R"("name":"event","attributes":[{"key":"k")"));
  EXPECT_TRUE(has(Parent, R"("spanId":")" + idOf(A) + '"'));
  EXPECT_FALSE(has(Parent, "parentSpanId"));
  EXPECT_TRUE(has(Parent, R"("kind":2,)"));
  EXPECT_TRUE(has(Parent, R"("startTimeUnixNano":"1700000000000000001")"));
}

TEST_F(JsonLines, OneLineABatch) {
  std::stringstream Out;
  install(sdk::trace::TracerProviderFactory::Create(
      sdk::trace::BatchSpanProcessorFactory::Create(
          std::unique_ptr<sdk::trace::SpanExporter>(
              new otlp_json_lines::Exporter(Out)),
          sdk::trace::BatchSpanProcessorOptions())));
  auto Other = Sdk->GetTracer("other");
  Tracer->StartSpan("a")->End();
  Other->StartSpan("b")->End();
  Tracer->StartSpan("c")->End();
  Sdk->Shutdown();
  auto Lines = linesOf(Out);
  ASSERT_EQ(Lines.size(), 1u);
  EXPECT_TRUE(JsonValidator::valid(Lines[0])) << Lines[0];
  EXPECT_TRUE(has(Lines[0], R"("scope":{"name":"other"})"));
}

#ifdef TRACE_TIDY_OTEL // the real one needs protobuf, and rotates its files
TEST_F(JsonLines, FileExporter) {
  namespace otlp = opentelemetry::exporter::otlp;
  std::string Path = testing::TempDir() + "otel_test.jsonl";
  std::remove(Path.c_str());
  otlp::OtlpFileClientFileSystemOptions File;
  File.file_pattern = Path;
  otlp::OtlpFileExporterOptions Options;
  Options.backend_options = File;
  install(sdk::trace::TracerProviderFactory::Create(
      sdk::trace::SimpleSpanProcessorFactory::Create(
          otlp::OtlpFileExporterFactory::Create(Options))));
  Tracer->StartSpan("a")->End();
  std::ostringstream Text;
  Options.backend_options = std::ref<std::ostream>(Text);
  install(sdk::trace::TracerProviderFactory::Create(
      sdk::trace::SimpleSpanProcessorFactory::Create(
          otlp::OtlpFileExporterFactory::Create(Options))));
  Tracer->StartSpan("b")->End();
  std::ifstream In(Path);
  auto Lines = linesOf(In);
  ASSERT_EQ(Lines.size(), 1u);
  EXPECT_TRUE(JsonValidator::valid(Lines[0]));
  EXPECT_TRUE(has(Lines[0], R"("name":"a")"));
  EXPECT_TRUE(has(Text.str(), R"("name":"b")"));
  std::remove(Path.c_str());
}
#endif
} // namespace
