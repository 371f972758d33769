// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// cpprestsdk: from a client to a stage of its pipeline, which sees the request
// as it leaves.
#include "tracing.h"

#include "trace_tidy/cpprest.h"

#include <cpprest/http_client.h>
#include <cpprest/rawptrstream.h>

#include <functional>

namespace {

using namespace web::http;

class CpprestTest : public Tracing {
protected:
  CpprestTest() {
    Client.add_handler(
        [this](http_request Request, std::shared_ptr<http_pipeline_stage>) {
          Sent = Request;
          return pplx::task_from_result(http_response(status_codes::OK));
        });
  }

  client::http_client Client{U("http://localhost")};
  http_request Sent;
};

TEST_F(CpprestTest, RoundTrip) {
  http_request Request(methods::GET);
  Request.headers().add("TraceParent", "old");
  for (int I = 0; I != 2; ++I)
    trace_tidy::client_span("GET /", [&] {
      Client.request(trace_tidy::inject(Request)).get();
      EXPECT_EQ(ids(trace_tidy::extract(Sent)), ids(current()));
      EXPECT_EQ(all(Sent, "TraceParent"), traceparent()) << "no list of two";
    });
}

TEST_F(CpprestTest, Headers) {
  trace::Scope Scope(Tracer->StartSpan("around"));
  EXPECT_EQ(ids(trace_tidy::extract(trace_tidy::injected<http_headers>())),
            ids(current()));
}

/// make_request makes what the client would have made of the same arguments.
TEST_F(CpprestTest, MakeRequest) {
  using concurrency::streams::bytestream;
  const auto Expect = [&](pplx::task<http_response> Task, http_request Made) {
    Task.get();
    const std::string Wanted = Sent.to_string();
    Client.request(Made).get();
    EXPECT_EQ(Sent.to_string(), Wanted);
  };
  const web::json::value Json = web::json::value::number(7);
  const std::string Text = "text";
  Expect(Client.request(methods::DEL), trace_tidy::make_request(methods::DEL));
  Expect(Client.request(methods::GET, "/x?y=1"),
         trace_tidy::make_request(methods::GET, "/x?y=1"));
  Expect(Client.request(methods::PUT, "/x", Json),
         trace_tidy::make_request(methods::PUT, "/x", Json));
  Expect(Client.request(methods::PUT, "/x", "body"),
         trace_tidy::make_request(methods::PUT, "/x", "body"));
  Expect(Client.request(methods::PUT, "/x", Text),
         trace_tidy::make_request(methods::PUT, "/x", Text));
  Expect(Client.request(methods::PUT, "/x", Text, "text/css"),
         trace_tidy::make_request(methods::PUT, "/x", Text, "text/css"));
  Expect(Client.request(methods::PUT, "/x", std::string("moved"), "text/css"),
         trace_tidy::make_request(methods::PUT, "/x", std::string("moved"),
                                  "text/css"));
  Expect(Client.request(methods::PUT, "/x", bytestream::open_istream(Text)),
         trace_tidy::make_request(methods::PUT, "/x",
                                  bytestream::open_istream(Text)));
  Expect(Client.request(methods::PUT, "/x", bytestream::open_istream(Text), 4),
         trace_tidy::make_request(methods::PUT, "/x",
                                  bytestream::open_istream(Text), 4));
  Expect(
      Client.request(methods::PUT, utility::conversions::to_utf16string("/x"),
                     utility::conversions::to_utf16string("body")),
      trace_tidy::make_request(methods::PUT,
                               utility::conversions::to_utf16string("/x"),
                               utility::conversions::to_utf16string("body")));
}

} // namespace
