// FLAGS: -std=c++20 -Iruntime/include -Itests/checks/Inputs
// One call through each of the other libraries, as the fix-its leave it, and
// without the injection.
#include <boost/beast.hpp>
#include <trace_tidy/beast.h>
#include <trace_tidy/cpprest.h>
#include <trace_tidy/grpc.h>
#include <trace_tidy/poco.h>
#include <trace_tidy/trace.h>

#include "shop.grpc.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>

namespace http = boost::beast::http;
using web::http::methods;

void beast_ok(boost::beast::tcp_stream &in, boost::beast::tcp_stream &out) {
  boost::beast::flat_buffer buffer;
  http::request<http::string_body> request;
  http::read(in, buffer, request);
  trace_tidy::ServerSpan span("GET /", request);
  http::request<http::string_body> next;
  trace_tidy::client_span("GET /x",
                          [&] { http::write(out, trace_tidy::inject(next)); });
}

void beast_bad(boost::beast::tcp_stream &in, boost::beast::tcp_stream &out) {
  boost::beast::flat_buffer buffer;
  http::request<http::string_body> request;
  http::read(in, buffer, request);
  trace_tidy::ServerSpan span("GET /", request);
  http::request<http::string_body> next;
  trace_tidy::client_span("GET /x", [&] { http::write(out, next); });
  // WARN missing-context-injection:
}

class poco_ok : public Poco::Net::HTTPRequestHandler {
  void handleRequest(Poco::Net::HTTPServerRequest &request,
                     Poco::Net::HTTPServerResponse &) override {
    trace_tidy::ServerSpan span("GET /", request);
    Poco::Net::HTTPClientSession session("inventory");
    Poco::Net::HTTPRequest next("GET", "/x");
    trace_tidy::client_span("GET /x", [&] {
      session.sendRequest(trace_tidy::inject(next)) << "body";
    });
  }
};

class poco_bad : public Poco::Net::HTTPRequestHandler {
  void handleRequest(Poco::Net::HTTPServerRequest &request,
                     Poco::Net::HTTPServerResponse &) override {
    trace_tidy::ServerSpan span("GET /", request);
    Poco::Net::HTTPClientSession session("inventory");
    Poco::Net::HTTPRequest next("GET", "/x");
    trace_tidy::client_span("GET /x",
                            [&] { session.sendRequest(next) << "body"; });
    // WARN missing-context-injection:
  }
};

void cpprest_ok(web::http::experimental::listener::http_listener &listener) {
  listener.support([](web::http::http_request request) {
    trace_tidy::ServerSpan span("GET /", request);
    web::http::client::http_client client(U("http://inventory"));
    trace_tidy::client_span("GET /x", [&] {
      return client
          .request(trace_tidy::inject(
              trace_tidy::make_request(methods::GET, U("/x"))))
          .get();
    });
    trace_tidy::client_span("PUT /x", [&] {
      return client
          .request(trace_tidy::inject(
              trace_tidy::make_request(methods::PUT, U("/x"), "body")))
          .get();
    });
  });
}

void cpprest_bad(web::http::experimental::listener::http_listener &listener) {
  listener.support([](web::http::http_request request) {
    trace_tidy::ServerSpan span("GET /", request);
    web::http::client::http_client client(U("http://inventory"));
    trace_tidy::client_span("GET /x", [&] {
      return client
          .request(trace_tidy::make_request(methods::GET, U("/x")))
          // WARN missing-context-injection:
          .get();
    });
  });
}

class grpc_ok : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *context, const shop::Req *request,
                   shop::Rep *reply) override {
    trace_tidy::ServerSpan span("Get", context);
    grpc::ClientContext next;
    return trace_tidy::client_span("Get", [&] {
      return stub->Get(trace_tidy::inject(&next), *request, reply);
    });
  }
  std::unique_ptr<shop::Shop::Stub> stub;
};

class grpc_bad : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *context, const shop::Req *request,
                   shop::Rep *reply) override {
    trace_tidy::ServerSpan span("Get", context);
    grpc::ClientContext next;
    return trace_tidy::client_span(
        "Get", [&] { return stub->Get(&next, *request, reply); });
    // WARN missing-context-injection:
  }
  std::unique_ptr<shop::Shop::Stub> stub;
};
