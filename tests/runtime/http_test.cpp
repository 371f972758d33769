// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// cpp-httplib over loopback, and libcurl against its server.
#include "tracing.h"

#include "trace_tidy/curl.h"
#include "trace_tidy/httplib.h"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace {

/// What libcurl has allocated and not freed.
std::atomic<long> Allocated{0};

void *countedMalloc(std::size_t Size) {
  ++Allocated;
  return std::malloc(Size);
}
void countedFree(void *Memory) {
  if (Memory)
    --Allocated;
  std::free(Memory);
}
void *countedRealloc(void *Memory, std::size_t Size) {
  if (!Memory)
    ++Allocated;
  return std::realloc(Memory, Size);
}
char *countedStrdup(const char *Text) {
  ++Allocated;
  return strdup(Text);
}
void *countedCalloc(std::size_t Count, std::size_t Size) {
  ++Allocated;
  return std::calloc(Count, Size);
}

class HttpTest : public Tracing {
protected:
  static void SetUpTestSuite() {
    curl_global_init_mem(CURL_GLOBAL_ALL, countedMalloc, countedFree,
                         countedRealloc, countedStrdup, countedCalloc);
  }
  static void TearDownTestSuite() { curl_global_cleanup(); }

  HttpTest() {
    Server.Get("/", [this](const httplib::Request &Req, httplib::Response &) {
      trace_tidy::ServerSpan Span(Tracer, "GET /", Req);
      Seen = Req.headers;
    });
    Port = Server.bind_to_any_port("127.0.0.1");
    Thread = std::thread([this] { Server.listen_after_bind(); });
    while (!Server.is_running())
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ~HttpTest() override {
    Server.stop();
    Thread.join();
  }

  /// The server's span is the child of the client's, and got one header.
  void expectJoined() {
    const auto Spans = finished();
    ASSERT_EQ(Spans.size(), 2u);
    EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kServer);
    EXPECT_EQ(Spans[1]->GetSpanKind(), trace::SpanKind::kClient);
    EXPECT_EQ(Spans[0]->GetTraceId(), Spans[1]->GetTraceId());
    EXPECT_EQ(Spans[0]->GetParentSpanId(), Spans[1]->GetSpanId());
    EXPECT_EQ(Seen.count("traceparent"), 1u);
  }

  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(Port) + "/";
  }

  httplib::Server Server;
  int Port = 0;
  std::thread Thread;
  httplib::Headers Seen;
};

TEST_F(HttpTest, HttplibHeaders) {
  httplib::Client Client("127.0.0.1", Port);
  httplib::Headers Headers{{"Shop", "7"}, {"TraceParent", "old"}};
  for (int I = 0; I != 2; ++I) {
    const auto Result = trace_tidy::client_span(Tracer, "GET /", [&] {
      return Client.Get("/", trace_tidy::inject(Headers));
    });
    ASSERT_TRUE(Result);
    expectJoined();
    EXPECT_EQ(Seen.find("shop")->second, "7");
  }
  const httplib::Headers &Const = Headers;
  trace_tidy::client_span(Tracer, "GET /", [&] {
    return Client.Get("/", trace_tidy::injected(Const));
  });
  expectJoined();
  trace_tidy::client_span(Tracer, "GET /", [&] {
    return Client.Get("/", trace_tidy::injected<httplib::Headers>());
  });
  expectJoined();
}

TEST_F(HttpTest, HttplibRequest) {
  httplib::Client Client("127.0.0.1", Port);
  httplib::Request Request;
  Request.method = "GET";
  Request.path = "/";
  for (int I = 0; I != 2; ++I) {
    trace_tidy::client_span(Tracer, "GET /", [&] {
      return Client.send(trace_tidy::inject(Request));
    });
    expectJoined();
  }
  EXPECT_EQ(
      all(Request, "traceparent"),
      trace_tidy::CarrierTraits<httplib::Request>::get(Request, "TRACEPARENT"));
}

TEST_F(HttpTest, CurlWithoutHeaders) {
  CURL *Curl = curl_easy_init();
  curl_easy_setopt(Curl, CURLOPT_URL, url().c_str());
  const CURLcode Code = trace_tidy::client_span(Tracer, "GET /", [&] {
    return curl_easy_perform(trace_tidy::inject(trace_tidy::CurlRequest(Curl)));
  });
  EXPECT_EQ(Code, CURLE_OK);
  expectJoined();
  curl_easy_perform(Curl);
  EXPECT_EQ(Seen.count("traceparent"), 0u) << "the handle is as it was";
  curl_easy_cleanup(Curl);
}

TEST_F(HttpTest, CurlWithHeaders) {
  CURL *Curl = curl_easy_init();
  curl_slist *Headers = curl_slist_append(nullptr, "Shop: 7");
  Headers = curl_slist_append(Headers, "TraceParent: old");
  Headers = curl_slist_append(Headers, "traceparent-like: kept");
  Headers = curl_slist_append(Headers, "User-Agent:");
  curl_easy_setopt(Curl, CURLOPT_URL, url().c_str());
  curl_easy_setopt(Curl, CURLOPT_HTTPHEADER, Headers);
  for (int I = 0; I != 2; ++I) {
    trace_tidy::client_span(Tracer, "GET /", [&] {
      return curl_easy_perform(
          trace_tidy::inject(trace_tidy::CurlRequest(Curl, Headers)));
    });
    expectJoined();
    EXPECT_EQ(Seen.count("Shop"), 1u);
    EXPECT_EQ(Seen.count("traceparent-like"), 1u);
    EXPECT_EQ(Seen.count("User-Agent"), 0u);
  }
  curl_easy_perform(Curl);
  EXPECT_EQ(Seen.count("Shop"), 1u) << "the handle has its own list again";
  EXPECT_EQ(Seen.find("traceparent")->second, "old");
  int Lines = 0;
  for (const curl_slist *Line = Headers; Line; Line = Line->next)
    ++Lines;
  EXPECT_EQ(Lines, 4);
  curl_slist_free_all(Headers);
  curl_easy_cleanup(Curl);
}

TEST_F(HttpTest, CurlRequestFreesWhatItMadeAndNothingElse) {
  CURL *Curl = curl_easy_init();
  curl_slist *Headers = curl_slist_append(nullptr, "traceparent: old");
  Headers = curl_slist_append(Headers, "TraceParent;");
  const long Before = Allocated;
  ASSERT_GT(Before, 0);
  trace_tidy::client_span(Tracer, "GET /", [&] {
    trace_tidy::CurlRequest Request(Curl, Headers);
    trace_tidy::inject(Request);
    trace_tidy::inject(Request);
    EXPECT_EQ(Allocated, Before + 2) << "one node and its line";
  });
  EXPECT_EQ(Allocated, Before);
  {
    trace_tidy::CurlRequest Request(Curl, Headers);
  }
  {
    trace_tidy::CurlRequest Request(Curl);
  }
  EXPECT_EQ(Allocated, Before);
  EXPECT_STREQ(Headers->data, "traceparent: old");
  curl_slist_free_all(Headers);
  curl_easy_cleanup(Curl);
}

} // namespace
