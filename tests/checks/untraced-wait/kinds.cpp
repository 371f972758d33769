// FLAGS: -std=c++20
// Which members of the standard library's synchronisation types wait, and
// which only ask or announce.
#include "http_spans.h"

#include <barrier>
#include <chrono>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <thread>

using httplib::Request;
using httplib::Response;
using namespace std::chrono_literals;

namespace {
std::condition_variable_any ready;
std::mutex mutex;
std::barrier<> barrier(2);
std::once_flag once;

void wait_any_bad(const Request &request, Response &) {
  auto span = StartServer("GET /any", request);
  trace::Scope scope(span);
  std::unique_lock<std::mutex> lock(mutex);
  ready.wait(lock, [] { return true; });
  // WARN untraced-wait:
}

void arrive_and_wait_bad(const Request &request, Response &) {
  auto span = StartServer("GET /barrier", request);
  trace::Scope scope(span);
  barrier.arrive_and_wait();
  // WARN untraced-wait:
}

// None of these waits for another thread's signal; a future's wait is the
// completion of work, and that work has its own span.
void asks_and_announces_ok(const Request &request, Response &response) {
  auto span = StartServer("GET /try", request);
  trace::Scope scope(span);
  std::latch latch(1);
  latch.count_down();
  if (latch.try_wait())
    response.status = 201;
  (void)barrier.arrive();
  std::call_once(once, [] {});
  auto work = std::async([] { return 1; });
  work.wait();
}

// Without a span each wait blocks outside one, the future's too.
void no_span_bad(const Request &, Response &response) {
  // WARN uninstrumented-handler:
  std::unique_lock<std::mutex> lock(mutex);
  ready.wait_for(lock, 1s, [] { return true; });
  // WARN blocking-call-outside-span:
  barrier.arrive_and_wait();
  // WARN blocking-call-outside-span:
  std::this_thread::yield();
  auto work = std::async([] { return 1; });
  work.wait();
  // WARN blocking-call-outside-span:
  response.status = 200;
}
} // namespace

void register_handlers(httplib::Server &server) {
  server.Get("/any", wait_any_bad);
  server.Get("/barrier", arrive_and_wait_bad);
  server.Get("/try", asks_and_announces_ok);
  server.Get("/none", no_span_bad);
}

namespace {
std::counting_semaphore<4> slots(4);

/// A template method: the base opens the span, the class fills in the work.
class Job {
public:
  virtual ~Job() = default;
  void handle(const Request &request) {
    auto span = StartServer("job", request);
    trace::Scope scope(span);
    run();
  }

private:
  virtual void run() = 0;
};

class IdleJob final : public Job {
  void run() override {}
};

// The receiver's class is known at the caller, two calls up.
class WaitingJob_bad final : public Job {
  void run() override {
    slots.acquire();
    // WARN untraced-wait:
  }
};
} // namespace

void serve_jobs() {
  IdleJob idle;
  WaitingJob_bad waiting;
  httplib::Server server;
  server.Get("/idle",
             [&](const Request &request, Response &) { idle.handle(request); });
  server.Get("/waiting", [&](const Request &request, Response &) {
    waiting.handle(request);
  });
  server.listen("0.0.0.0", 80);
}
