// FLAGS: -std=c++20
// Waits inside the program's own pools and queues, reached from Poco handlers
// whose server span is right. The wait is reported where it stands.
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <libpq-fe.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
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
  return trace::Provider::GetTracerProvider()->GetTracer("pool");
}

class ServerSpan {
public:
  ServerSpan(const HTTPServerRequest &request, const char *name)
      : span_(start(request, name)), scope_(span_) {}
  ~ServerSpan() { span_->End(); }

private:
  static nostd::shared_ptr<trace::Span> start(const HTTPServerRequest &request,
                                              const char *name) {
    Headers carrier(request);
    context::Context none;
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = context::propagation::GlobalTextMapPropagator::
                         GetGlobalPropagator()
                             ->Extract(carrier, none);
    return tracer()->StartSpan(name, options);
  }
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

class WorkSpan {
public:
  explicit WorkSpan(const char *name,
                    trace::SpanKind kind = trace::SpanKind::kInternal)
      : span_(start(name, kind)), scope_(span_) {}
  ~WorkSpan() { span_->End(); }

private:
  static nostd::shared_ptr<trace::Span> start(const char *name,
                                              trace::SpanKind kind) {
    trace::StartSpanOptions options;
    options.kind = kind;
    return tracer()->StartSpan(name, options);
  }
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

// Waits for a connection, and nothing tells of it.
class SilentPool {
public:
  PGconn *acquire_bad() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return !idle_.empty(); });
    // WARN untraced-wait:
    PGconn *connection = idle_.back();
    idle_.pop_back();
    return connection;
  }
  void release(PGconn *connection) {
    {
      std::lock_guard lock(mutex_);
      idle_.push_back(connection);
    }
    available_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable available_;
  std::vector<PGconn *> idle_;
};

// The same pool with its own span around the wait.
class TracedPool {
public:
  PGconn *acquire_ok() {
    WorkSpan span("wait for connection");
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return !idle_.empty(); });
    PGconn *connection = idle_.back();
    idle_.pop_back();
    return connection;
  }

private:
  std::mutex mutex_;
  std::condition_variable available_;
  std::vector<PGconn *> idle_;
};

// The same pool with an event before it waits.
class NotingPool {
public:
  PGconn *acquire_ok() {
    std::unique_lock lock(mutex_);
    trace::Tracer::GetCurrentSpan()->AddEvent("waiting for connection");
    available_.wait(lock, [this] { return !idle_.empty(); });
    PGconn *connection = idle_.back();
    idle_.pop_back();
    return connection;
  }

private:
  std::mutex mutex_;
  std::condition_variable available_;
  std::vector<PGconn *> idle_;
};

template <typename T> class BlockingQueue {
public:
  void push(T value) {
    std::lock_guard lock(mutex_);
    items_.push_back(std::move(value));
    filled_.notify_one();
  }
  T pop_bad() {
    std::unique_lock lock(mutex_);
    while (items_.empty())
      filled_.wait(lock);
      // WARN untraced-wait:
    T value = std::move(items_.front());
    items_.pop_front();
    return value;
  }
  std::optional<T> tryPop_ok() {
    std::lock_guard lock(mutex_);
    if (items_.empty())
      return std::nullopt;
    T value = std::move(items_.front());
    items_.pop_front();
    return value;
  }

private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<T> items_;
};

// Whether the wait is traced is left to the caller; one of two does it.
class SharedPool {
public:
  void acquire_bad() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return free_ > 0; });
    // WARN untraced-wait:
    --free_;
  }

private:
  std::mutex mutex_;
  std::condition_variable available_;
  int free_ = 4;
};

// All its callers give it a span.
class CoveredPool {
public:
  void acquire_ok() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return free_ > 0; });
    --free_;
  }

private:
  std::mutex mutex_;
  std::condition_variable available_;
  int free_ = 4;
};

SilentPool silent;
TracedPool traced;
NotingPool noting;
SharedPool shared;
CoveredPool covered;
std::counting_semaphore<16> places{16};
BlockingQueue<std::string> answers;

void query(PGconn *connection, const char *sql) {
  WorkSpan span("query", trace::SpanKind::kClient);
  PQclear(PQexec(connection, sql));
}

} // namespace

class UsesSilentPool : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /stock");
    PGconn *connection = silent.acquire_bad();
    query(connection, "SELECT * FROM stock");
    silent.release(connection);
    response.send();
  }
};

class UsesTracedPool_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /stock");
    query(traced.acquire_ok(), "SELECT * FROM stock");
    response.send();
  }
};

class UsesNotingPool_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /stock");
    query(noting.acquire_ok(), "SELECT * FROM stock");
    response.send();
  }
};

// Waits in a constructor: a lease of one of a few places.
class UsesLease_bad : public HTTPRequestHandler {
  struct Lease {
    explicit Lease(std::counting_semaphore<16> &places) : places_(places) {
      places_.acquire();
      // WARN untraced-wait:
    }
    ~Lease() { places_.release(); }
    std::counting_semaphore<16> &places_;
  };

  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /report");
    Lease lease(places);
    response.send();
  }
};

class UsesQueue : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /next");
    if (auto ready = answers.tryPop_ok())
      response.send() << *ready;
    else
      response.send() << answers.pop_bad();
  }
};

class SharedWithoutSpan : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /a");
    shared.acquire_bad();
    response.send();
  }
};

class SharedWithSpan_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /b");
    {
      WorkSpan wait("wait for place");
      shared.acquire_bad();
    }
    response.send();
  }
};

class CoveredByCaller_ok : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /c");
    {
      WorkSpan wait("wait for place");
      covered.acquire_ok();
    }
    response.send();
  }
};

// The wait hides in the span of the work: neither it nor the query has its own.
class WaitAndQuery_bad : public HTTPRequestHandler {
  void handleRequest(HTTPServerRequest &request,
                     HTTPServerResponse &response) override {
    ServerSpan span(request, "GET /d");
    WorkSpan work("load");
    turn_.acquire();
    // WARN untraced-wait:
    PQclear(PQexec(connection_, "SELECT 1"));
    // WARN missing-client-span:
    turn_.release();
    response.send();
  }

  std::binary_semaphore turn_{1};
  PGconn *connection_ = nullptr;
};
