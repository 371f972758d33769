// FLAGS: -std=c++20
// Fix-its around waits before a handler's span, or without one.
#include "http_spans.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <semaphore>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using httplib::Request;
using httplib::Response;

namespace {
std::counting_semaphore<8> slots{8};

/// Holds a slot as long as it lives.
struct Lease {
  Lease() { slots.acquire(); }
  // WARN blocking-call-outside-span:
  ~Lease() { slots.release(); }
};

template <class T> class Queue {
public:
  T pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return !items_.empty(); });
    // WARN blocking-call-outside-span:
    T item = std::move(items_.front());
    items_.pop();
    return item;
  }
  std::optional<T> pop_for(std::chrono::milliseconds limit) {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, limit, [&] { return !items_.empty(); }))
      // WARN blocking-call-outside-span:
      return std::nullopt;
    return items_.front();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<T> items_;
};
Queue<std::unique_ptr<int>> owners;
Queue<int> numbers;
} // namespace

// Before the span, in every kind of statement.
void statements_bad(const Request &request, Response &) {
  std::this_thread::sleep_for(1ms);
  // WARN blocking-call-outside-span:
  if (slots.try_acquire_for(1ms))
    // WARN blocking-call-outside-span:
    slots.release();
  for (int i = 0; i < 2; ++i)
    std::this_thread::sleep_for(1ms);
  // WARN blocking-call-outside-span:
  bool taken = slots.try_acquire_for(2ms);
  // WARN blocking-call-outside-span:
  auto span = StartServer("GET /statements", request);
  trace::Scope scope(span);
  span->SetAttribute("taken", taken);
}

// In the condition of a return before the span.
void comma_bad(const Request &request, Response &) {
  if (slots.acquire(), request.body.empty())
    // WARN blocking-call-outside-span:
    return;
  auto span = StartServer("GET /comma", request);
  trace::Scope scope(span);
}

// A variable whose constructor waits.
void constructed_bad(const Request &request, Response &) {
  Lease lease;
  auto span = StartServer("GET /constructed", request);
  trace::Scope scope(span);
}

// In a template that is instantiated twice.
void queues_bad(const Request &request, Response &) {
  auto owner = owners.pop();
  auto number = numbers.pop();
  auto span = StartServer("GET /queues", request);
  trace::Scope scope(span);
  span->SetAttribute("sum", *owner + number);
}

void limited_bad(const Request &request, Response &) {
  auto number = numbers.pop_for(3ms);
  auto span = StartServer("GET /limited", request);
  trace::Scope scope(span);
  span->SetAttribute("found", number.has_value());
}

// The parameter has no name yet.
void unnamed_bad(const Request &, Response &) {
  std::this_thread::sleep_for(1ms);
  // WARN blocking-call-outside-span:
  auto span = Tracer()->StartSpan("unnamed");
  // WARN missing-context-extraction:
  trace::Scope scope(span);
}

// After the end of the span.
void after_end_bad(const Request &request, Response &) {
  auto span = StartServer("GET /after", request);
  trace::Scope scope(span);
  span->End();
  std::latch done(1);
  std::this_thread::sleep_for(1ms);
  // WARN blocking-call-outside-span:
  done.count_down();
  done.wait();
  // WARN blocking-call-outside-span:
}

#define PAUSE() std::this_thread::sleep_for(1ms)
void in_macro_bad(const Request &request, Response &) {
  PAUSE();
  // WARN blocking-call-outside-span:
  auto span = StartServer("GET /macro", request);
  trace::Scope scope(span);
}

// Nothing waits in an operand that is not evaluated.
void lock(std::mutex &mutex) noexcept(noexcept(mutex.lock()));
void unevaluated_ok(const Request &request, Response &response) {
  response.status = sizeof((slots.acquire(), 1)) + noexcept(slots.acquire());
  auto span = StartServer("GET /unevaluated", request);
  trace::Scope scope(span);
}

// A tracer that is null where it waits.
class Worker {
public:
  Worker() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return ready_; });
    // WARN blocking-call-outside-span:
    tracer_ = Tracer();
  }
  void work() {
    auto span = tracer_->StartSpan("work");
    trace::Scope scope(span);
  }

private:
  nostd::shared_ptr<trace::Tracer> tracer_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ready_ = true;
};

void late_tracer_bad(const Request &request, Response &) {
  Worker worker;
  auto span = StartServer("GET /late", request);
  trace::Scope scope(span);
  worker.work();
}

void install(httplib::Server &server) {
  server.Get("/statements", statements_bad);
  server.Get("/comma", comma_bad);
  server.Get("/constructed", constructed_bad);
  server.Get("/queues", queues_bad);
  server.Get("/limited", limited_bad);
  server.Get("/unnamed", unnamed_bad);
  server.Get("/after", after_end_bad);
  server.Get("/macro", in_macro_bad);
  server.Get("/unevaluated", unevaluated_ok);
  server.Get("/late", late_tracer_bad);
}
