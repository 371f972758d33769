// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Boost.Beast through its serializer and parser, Poco over loopback.
#include "tracing.h"

#include "trace_tidy/beast.h"
#include "trace_tidy/poco.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <sstream>

namespace {

namespace http = boost::beast::http;

class BeastTest : public Tracing {};

TEST_F(BeastTest, RoundTrip) {
  http::request<http::string_body> Request(http::verb::get, "/", 11);
  Request.set("Shop", "7");
  Request.insert("TraceParent", "old");
  Request.insert("TraceParent", "older");
  std::string Sent;
  std::ostringstream Wire;
  for (int I = 0; I != 2; ++I)
    trace_tidy::client_span("GET /", [&] {
      Wire.str("");
      Wire << trace_tidy::inject(Request);
      Sent = ids(current());
    });

  http::request_parser<http::string_body> Parser;
  boost::system::error_code Error;
  Parser.put(boost::asio::buffer(Wire.str()), Error);
  ASSERT_FALSE(Error) << Error.message();
  const auto &Received = Parser.get();
  EXPECT_EQ(ids(trace_tidy::extract(Received)), Sent);
  EXPECT_EQ(Received.count("traceparent"), 1u);
  EXPECT_EQ(all(Received, "Shop"), "7");
}

TEST_F(BeastTest, FieldsAndHeaders) {
  trace::Scope Scope(Tracer->StartSpan("around"));
  const auto Fields = trace_tidy::injected<http::fields>();
  EXPECT_EQ(Fields["TRACEPARENT"], traceparent());
  EXPECT_EQ(ids(trace_tidy::extract(Fields)), ids(current()));
  http::request_header<> Header;
  EXPECT_EQ(ids(trace_tidy::extract(trace_tidy::inject(Header))),
            ids(current()));
}

class PocoTest : public Tracing {};

TEST_F(PocoTest, RoundTrip) {
  using namespace Poco::Net;
  struct Handler : HTTPRequestHandler {
    explicit Handler(MessageHeader &To) : Seen(To) {}
    void handleRequest(HTTPServerRequest &Request,
                       HTTPServerResponse &Response) override {
      trace_tidy::ServerSpan Span("GET /", Request);
      Seen = Request;
      Response.send();
    }
    MessageHeader &Seen;
  };
  struct Factory : HTTPRequestHandlerFactory {
    explicit Factory(MessageHeader &To) : Seen(To) {}
    HTTPRequestHandler *
    createRequestHandler(const HTTPServerRequest &) override {
      return new Handler(Seen);
    }
    MessageHeader &Seen;
  };
  MessageHeader Seen;
  ServerSocket Socket(SocketAddress("127.0.0.1", 0));
  HTTPServer Server(new Factory(Seen), Socket, new HTTPServerParams);
  Server.start();

  HTTPClientSession Session(Socket.address());
  HTTPRequest Request(HTTPRequest::HTTP_GET, "/", HTTPMessage::HTTP_1_1);
  Request.set("Shop", "7");
  Request.add("TraceParent", "old");
  Request.add("TraceParent", "older");
  trace_tidy::client_span("GET /", [&] {
    Session.sendRequest(trace_tidy::inject(Request));
    HTTPResponse Response;
    Session.receiveResponse(Response);
  });
  Server.stopAll();

  const auto Spans = finished();
  ASSERT_EQ(Spans.size(), 2u);
  EXPECT_EQ(Spans[0]->GetSpanKind(), trace::SpanKind::kServer);
  EXPECT_EQ(Spans[0]->GetParentSpanId(), Spans[1]->GetSpanId());
  EXPECT_EQ(all(Seen, "traceparent"), Seen.get("TRACEPARENT"));
  EXPECT_EQ(all(Seen, "TraceParent"), "") << "the older ones are replaced";
  EXPECT_EQ(Seen.get("Shop"), "7");
}

} // namespace
