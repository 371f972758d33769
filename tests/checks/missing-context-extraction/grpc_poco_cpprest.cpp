// FLAGS: -std=c++20
// Handlers by signature: gRPC services, Poco request handlers, cpprest
// listeners.
#include "carriers.h"
#include "shop.grpc.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <cpprest/http_listener.h>

#include <functional>

using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;
using web::http::http_request;
using web::http::methods;
using web::http::status_codes;
using web::http::experimental::listener::http_listener;

namespace {
class MetadataReader : public context::propagation::TextMapCarrier {
public:
  explicit MetadataReader(const grpc::ServerContextBase &call) : call_(call) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = call_.client_metadata().find({key.data(), key.size()});
    return it == call_.client_metadata().end()
               ? nostd::string_view("")
               : nostd::string_view(it->second.data(), it->second.size());
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const grpc::ServerContextBase &call_;
};

class PocoReader : public context::propagation::TextMapCarrier {
public:
  explicit PocoReader(const Poco::Net::HTTPRequest &request)
      : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.find(std::string(key));
    return it == request_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const Poco::Net::HTTPRequest &request_;
};

class ListenerReader : public context::propagation::TextMapCarrier {
public:
  explicit ListenerReader(const http_request &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.headers().find(std::string(key));
    return it == request_.headers().end() ? nostd::string_view("")
                                          : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const http_request &request_;
};

trace::StartSpanOptions
server_options(const context::propagation::TextMapCarrier &carrier) {
  auto current = context::RuntimeContext::GetCurrent();
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = Propagator()->Extract(carrier, current);
  return options;
}
} // namespace

class DetachedShop_bad final : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *, const shop::Req *,
                   shop::Rep *response) override {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("shop.Shop/Get", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response->set_body("[]");
    return grpc::Status::OK;
  }
  // Reads the metadata and forgets it.
  grpc::Status Put(grpc::ServerContext *call, const shop::Req *,
                   shop::Rep *) override {
    MetadataReader carrier(*call);
    auto current = context::RuntimeContext::GetCurrent();
    auto remote = Propagator()->Extract(carrier, current);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("shop.Shop/Put", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    return grpc::Status::OK;
  }
};

class ExtractedShop_ok final : public shop::Shop::Service {
  grpc::Status Get(grpc::ServerContext *call, const shop::Req *,
                   shop::Rep *response) override {
    MetadataReader carrier(*call);
    auto current = context::RuntimeContext::GetCurrent();
    auto remote = Propagator()->Extract(carrier, current);
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = trace::GetSpan(remote)->GetContext();
    auto span = Tracer()->StartSpan("shop.Shop/Get", options);
    trace::Scope scope(span);
    response->set_body("[]");
    return grpc::Status::OK;
  }
  grpc::Status List(grpc::ServerContext *call, const shop::Req *,
                    grpc::ServerWriter<shop::Rep> *) override {
    auto span = Tracer()->StartSpan("shop.Shop/List",
                                    server_options(MetadataReader(*call)));
    trace::Scope scope(span);
    return grpc::Status::OK;
  }
};

class CallbackShop_bad final : public shop::Shop::CallbackService {
  grpc::ServerUnaryReactor *Get(grpc::CallbackServerContext *call,
                                const shop::Req *, shop::Rep *) override {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("shop.Shop/Get", options);
    // WARN missing-context-extraction:
    auto *reactor = call->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    span->End();
    return reactor;
  }
};

class CallbackShop_ok final : public shop::Shop::CallbackService {
  grpc::ServerUnaryReactor *Get(grpc::CallbackServerContext *call,
                                const shop::Req *, shop::Rep *) override {
    auto span = Tracer()->StartSpan("shop.Shop/Get",
                                    server_options(MetadataReader(*call)));
    auto *reactor = call->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    span->End();
    return reactor;
  }
};

class StockHandler_bad : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &,
                     HTTPServerResponse &response) override {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /stock", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    response.send() << "[]";
  }
};

class StockHandler_ok : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    PocoReader carrier(request);
    auto current = context::RuntimeContext::GetCurrent();
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = Propagator()->Extract(carrier, current);
    auto span = Tracer()->StartSpan("GET /stock", options);
    trace::Scope scope(span);
    response.send() << "[]";
  }
};

// A handler defined out of its class, with the root asked for.
class PriceHandler_bad : public HTTPRequestHandler {
public:
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override;
};

void PriceHandler_bad::handleRequest(HTTPServerRequest &,
                                     HTTPServerResponse &response) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = context::Context{trace::kIsRootSpanKey, true};
  auto span = Tracer()->StartSpan("GET /price", options);
  // WARN missing-context-extraction:
  trace::Scope scope(span);
  response.send() << "1";
}

void listener_default_parent_bad(http_listener &listener) {
  listener.support(methods::GET, [](http_request request) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    auto span = Tracer()->StartSpan("GET /stock", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    request.reply(status_codes::OK);
  });
}

void listener_extracted_ok(http_listener &listener) {
  listener.support([](http_request request) {
    ListenerReader carrier(request);
    auto span = Tracer()->StartSpan("GET /stock", server_options(carrier));
    trace::Scope scope(span);
    request.reply(status_codes::OK);
  });
}

class ListenerService {
public:
  explicit ListenerService(http_listener &listener) {
    listener.support(methods::POST, std::bind(&ListenerService::on_post_bad,
                                              this, std::placeholders::_1));
  }

private:
  void on_post_bad(http_request request) {
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = trace::SpanContext(false, false);
    auto span = Tracer()->StartSpan("POST /orders", options);
    // WARN missing-context-extraction:
    trace::Scope scope(span);
    request.reply(status_codes::Created);
  }
};
