// FLAGS: -std=c++20
// Sleeps, joins, futures and waits of the standard library with no span open:
// joins and futures count here, and only here.
#include <httplib.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <thread>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

using namespace std::chrono_literals;
namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

namespace {

struct Carrier : context::propagation::TextMapCarrier {
  explicit Carrier(const httplib::Request &request) : request_(request) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request_.headers.find(std::string{key});
    return it != request_.headers.end() ? nostd::string_view{it->second}
                                        : nostd::string_view{""};
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}

private:
  const httplib::Request &request_;
};

nostd::shared_ptr<trace::Span> open(nostd::string_view name,
                                    const httplib::Request &request) {
  Carrier carrier{request};
  auto current = context::RuntimeContext::GetCurrent();
  auto parent =
      context::propagation::GlobalTextMapPropagator::GetGlobalPropagator()
          ->Extract(carrier, current);
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = parent;
  return trace::Provider::GetTracerProvider()->GetTracer("std")->StartSpan(
      name, options);
}

int compute() { return 6 * 7; }

std::mutex mutex;
std::condition_variable changed;
bool ready = false;
std::counting_semaphore<8> slots{8};

} // namespace

void sleepBeforeSpan_bad(const httplib::Request &req, httplib::Response &res) {
  std::this_thread::sleep_for(5ms);
  // WARN blocking-call-outside-span:
  auto span = open("GET /sleep", req);
  trace::Scope scope(span);
  res.status = 200;
}

// The wait in the future's get() comes after the end of the request's span.
void futureAfterEnd_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = open("GET /future", req);
  trace::Scope scope(span);
  auto answer = std::async(std::launch::async, compute);
  span->End();
  res.set_content(std::to_string(answer.get()), "text/plain");
  // WARN blocking-call-outside-span:
}

void futureWaitBeforeSpan_bad(const httplib::Request &req,
                              httplib::Response &res) {
  std::future<int> answer = std::async(std::launch::async, compute);
  answer.wait();
  // WARN blocking-call-outside-span:
  auto span = open("GET /future", req);
  res.status = 200;
}

void joinAfterBlock_bad(const httplib::Request &req, httplib::Response &res) {
  int result = 0;
  std::thread worker([&result] { result = compute(); });
  {
    auto span = open("GET /join", req);
    trace::Scope scope(span);
    res.status = 200;
  }
  worker.join();
  // WARN blocking-call-outside-span:
}

// With no open span a wait is a blocking call, not an untraced wait.
void conditionNoSpan_bad(const httplib::Request &, httplib::Response &res) {
  // WARN uninstrumented-handler:
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return ready; });
  // WARN blocking-call-outside-span:
  res.status = 200;
}

void semaphoreBeforeSpan_bad(const httplib::Request &req,
                             httplib::Response &res) {
  slots.acquire();
  // WARN blocking-call-outside-span:
  auto span = open("GET /slot", req);
  trace::Scope scope(span);
  res.status = 200;
  slots.release();
}

// The span lives in an optional that only one path fills.
void optionalSpan_bad(const httplib::Request &req, httplib::Response &res) {
  std::optional<nostd::shared_ptr<trace::Span>> span;
  std::optional<trace::Scope> scope;
  if (req.has_param("trace")) {
    span.emplace(open("GET /optional", req));
    scope.emplace(*span);
  }
  std::this_thread::sleep_for(1ms);
  // WARN blocking-call-outside-span:
  res.status = 200;
}

void switchArm_bad(const httplib::Request &req, httplib::Response &res) {
  nostd::shared_ptr<trace::Span> span;
  switch (req.body.size()) {
  case 0:
    span = open("POST /empty", req);
    break;
  case 1:
    span = open("POST /short", req);
    break;
  default:
    res.status = 413;
    break;
  }
  std::this_thread::sleep_until(std::chrono::steady_clock::now() + 1ms);
  // WARN blocking-call-outside-span:
}

// Under an open span neither a join nor a future's get() says anything.
void joinAndGet_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = open("GET /fan-out", req);
  trace::Scope scope(span);
  auto answer = std::async(std::launch::async, compute);
  int other = 0;
  std::thread worker([&other] { other = compute(); });
  worker.join();
  res.set_content(std::to_string(answer.get() + other), "text/plain");
  span->End();
}

// Plain mutex locks are known, and silent unless the option asks for them.
void mutexOnly_ok(const httplib::Request &, httplib::Response &res) {
  std::lock_guard guard(mutex);
  ready = true;
  res.status = 204;
}

void mutexBeforeSpan_ok(const httplib::Request &req, httplib::Response &res) {
  std::unique_lock lock(mutex);
  auto span = open("GET /locked", req);
  trace::Scope scope(span);
  std::this_thread::sleep_for(1ms);
  res.status = 200;
}

void everyBranch_ok(const httplib::Request &req, httplib::Response &res) {
  nostd::shared_ptr<trace::Span> span;
  if (req.has_param("fast"))
    span = open("GET /fast", req);
  else
    span = open("GET /full", req);
  std::this_thread::sleep_for(1ms);
  res.status = 200;
}

// Each round of the loop has the handler's span open.
void backoff_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = open("GET /backoff", req);
  trace::Scope scope(span);
  for (int attempt = 1; attempt < 4 && compute() != 42; ++attempt)
    std::this_thread::sleep_for(attempt * 10ms);
  res.status = 200;
  span->End();
}

void routes(httplib::Server &svr) {
  svr.Get("/sleep", sleepBeforeSpan_bad);
  svr.Get("/future", futureAfterEnd_bad);
  svr.Get("/future/wait", futureWaitBeforeSpan_bad);
  svr.Get("/join", joinAfterBlock_bad);
  svr.Get("/condition", conditionNoSpan_bad);
  svr.Get("/slot", semaphoreBeforeSpan_bad);
  svr.Get("/optional", optionalSpan_bad);
  svr.Post("/switch", switchArm_bad);
  svr.Get("/fan-out", joinAndGet_ok);
  svr.Post("/lock", mutexOnly_ok);
  svr.Get("/locked", mutexBeforeSpan_ok);
  svr.Get("/branch", everyBranch_ok);
  svr.Get("/backoff", backoff_ok);
}

// Works for a request, but its caller is not seen and may hold the span.
void waitTurn_ok(const context::Context &parent) {
  (void)parent;
  std::this_thread::sleep_for(1ms);
}

// A span of its own around the wait.
void pause_ok() {
  auto span = trace::Provider::GetTracerProvider()->GetTracer("std")->StartSpan(
      "pause");
  std::this_thread::sleep_for(1ms);
}

// A thread of the program's own, started at start-up.
static void flushForever_ok() {
  for (;;) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, 1s);
    std::this_thread::sleep_for(100ms);
  }
}

void startFlusher() { std::thread(flushForever_ok).detach(); }
