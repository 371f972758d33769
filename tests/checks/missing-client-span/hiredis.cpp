// FLAGS: -std=c++20
// Redis commands in Poco handlers whose server span is right: a server span is
// never a call's own. The case is the class around handleRequest.
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <hiredis/hiredis.h>

#include <memory>
#include <string>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using Poco::Net::HTTPRequestHandler;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

namespace {

class Headers : public context::propagation::TextMapCarrier {
public:
  explicit Headers(const HTTPServerRequest &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.find(std::string(key));
    return it == request_.end() ? nostd::string_view("")
                                : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const HTTPServerRequest &request_;
};

nostd::shared_ptr<trace::Tracer> tracer() {
  static auto provider = trace::Provider::GetTracerProvider();
  return provider->GetTracer("session");
}

// Server span, parent extracted, scope: one object.
class ServerSpan {
public:
  ServerSpan(const HTTPServerRequest &request, const char *name)
      : impl_(std::make_unique<Impl>(request, name)) {}
  ~ServerSpan() { impl_->span->End(); }

private:
  struct Impl {
    Impl(const HTTPServerRequest &request, const char *name)
        : span(tracer()->StartSpan(name, options(request))), scope(span) {}
    static trace::StartSpanOptions options(const HTTPServerRequest &request) {
      Headers carrier(request);
      context::Context none;
      trace::StartSpanOptions result;
      result.kind = trace::SpanKind::kServer;
      result.parent = context::propagation::GlobalTextMapPropagator::
                          GetGlobalPropagator()
                              ->Extract(carrier, none);
      return result;
    }
    nostd::shared_ptr<trace::Span> span;
    trace::Scope scope;
  };
  std::unique_ptr<Impl> impl_;
};

trace::StartSpanOptions clientKind() {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  return options;
}

class RedisSpan {
public:
  explicit RedisSpan(const char *name)
      : span_(tracer()->StartSpan(name, {{"db.system", "redis"}},
                                  clientKind())),
        scope_(span_) {}

private:
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

redisContext *redis = nullptr;

} // namespace

class ServerSpanOnly_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    freeReplyObject(redisCommand(redis, "GET session"));
    // WARN missing-client-span:
    response.send();
  }
};

// Two levels down.
static long long increment_bad(const char *key) {
  auto *reply = static_cast<redisReply *>(redisCommand(redis, "INCR %s", key));
  // WARN missing-client-span:
  long long value = reply->integer;
  freeReplyObject(reply);
  return value;
}

static bool allowed(const std::string &client) {
  return increment_bad(client.c_str()) < 100;
}

class TwoLevelsDown : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /limited");
    if (!allowed(request.clientAddress().toString()))
      response.setStatus(HTTPServerResponse::HTTP_TOO_MANY_REQUESTS);
    response.send();
  }
};

class ClientSpanTooLate_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    void *reply = redisCommand(redis, "GET session");
    // WARN missing-client-span:
    RedisSpan call("GET session");
    freeReplyObject(reply);
    response.send();
  }
};

class ClientSpanInBranch_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    std::unique_ptr<RedisSpan> call;
    if (request.has("X-Debug"))
      call = std::make_unique<RedisSpan>("GET session");
    freeReplyObject(redisCommand(redis, "GET session"));
    // WARN missing-client-span:
    response.send();
  }
};

class InLambda_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    auto get = [](const char *key) {
      return redisCommand(redis, "GET %s", key);
      // WARN missing-client-span:
    };
    freeReplyObject(get("session"));
    response.send();
  }
};

// The span it starts is for the work, not for the calls: two of them.
class InternalOfTwo_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "PUT /session");
    auto work = tracer()->StartSpan("store session");
    trace::Scope scope(work);
    freeReplyObject(redisCommand(redis, "SET session 1"));
    // WARN missing-client-span:
    freeReplyObject(redisCommand(redis, "EXPIRE session 60"));
    // WARN missing-client-span:
    work->End();
    response.send();
  }
};

// The client span's block is over.
class AfterClientBlock_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "PUT /session");
    {
      RedisSpan call("SET session");
      freeReplyObject(redisCommand(redis, "SET session 1"));
    }
    freeReplyObject(redisCommand(redis, "PUBLISH sessions 1"));
    // WARN missing-client-span:
    response.send();
  }
};

class ClientSpan_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    RedisSpan call("GET session");
    freeReplyObject(redisCommand(redis, "GET session"));
    response.send();
  }
};

class InternalOfOne_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    {
      auto work = tracer()->StartSpan("load session");
      trace::Scope scope(work);
      freeReplyObject(redisCommand(redis, "GET session"));
    }
    response.send();
  }
};

// The client span is held by a variable and never made active.
class ClientSpanInVariable_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    auto call = tracer()->StartSpan("GET session", clientKind());
    freeReplyObject(redisCommand(redis, "GET session"));
    call->End();
    response.send();
  }
};

class LambdaOpensSpan_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /session");
    void *reply = [] {
      RedisSpan call("GET session");
      return redisCommand(redis, "GET session");
    }();
    freeReplyObject(reply);
    response.send();
  }
};

// Its only span measures the call it makes: the handler has none of its own.
static void *tracedGet() {
  RedisSpan call("GET session");
  return redisCommand(redis, "GET session");
}

class OnlyClientSpan_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &, HTTPServerResponse &response) override {
    // WARN uninstrumented-handler:
    freeReplyObject(tracedGet());
    response.send();
  }
};
