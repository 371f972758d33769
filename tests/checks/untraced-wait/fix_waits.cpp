// FLAGS: -std=c++20
// Fix-its around waits under a handler's span, wherever they stand.
#include "http_spans.h"

#include <atomic>
#include <barrier>
#include <chrono>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <semaphore>
#include <utility>

using namespace std::chrono_literals;
using httplib::Request;
using httplib::Response;

namespace {
std::counting_semaphore<8> slots{8};
std::latch started{1};
std::barrier<> round_{2};

/// Holds a slot as long as it lives.
struct Lease {
  Lease() { slots.acquire(); }
  // WARN untraced-wait:
  ~Lease() { slots.release(); }
};

/// Waits in a member's initializer.
struct Attempt {
  bool taken;
  Attempt() : taken(slots.try_acquire_for(1s)) {}
  // WARN untraced-wait:
};

template <class T> class Queue {
public:
  T pop() {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return !items_.empty(); });
    // WARN untraced-wait:
    T item = std::move(items_.front());
    items_.pop();
    return item;
  }
  std::optional<T> pop_for(std::chrono::milliseconds limit) {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, limit, [&] { return !items_.empty(); }))
      // WARN untraced-wait:
      return std::nullopt;
    while (items_.empty())
      if (changed_.wait_until(lock, std::chrono::steady_clock::now() + limit) ==
          // WARN untraced-wait:
          std::cv_status::timeout)
        return {};
    auto [state, number] = std::pair{changed_.wait_for(lock, limit), 1};
    // WARN untraced-wait:
    (void)state, (void)number;
    return items_.front();
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<T> items_;
};
Queue<std::unique_ptr<int>> owners;
Queue<int> numbers;

/// A const and noexcept function that waits.
class Pool {
public:
  int *get() const noexcept {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!item_)
      changed_.wait(lock);
    // WARN untraced-wait:
    return item_;
  }
  static Pool &instance() {
    static Pool pool;
    return pool;
  }

private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  int *item_ = nullptr;
};
} // namespace

void queues_bad(const Request &request, Response &) {
  auto span = StartServer("GET /queues", request);
  trace::Scope scope(span);
  auto owner = owners.pop();
  auto number = numbers.pop_for(3ms);
  span->SetAttribute("sum", *owner + number.value_or(0));
}

void constructed_bad(const Request &request, Response &) {
  auto span = StartServer("GET /constructed", request);
  trace::Scope scope(span);
  Lease lease;
  Attempt attempt;
  span->SetAttribute("taken", attempt.taken);
}

void pool_bad(const Request &request, Response &) {
  auto span = StartServer("GET /pool", request);
  trace::Scope scope(span);
  span->SetAttribute("item", *Pool::instance().get());
}

// Each kind, and results that are moved on.
void kinds_bad(const Request &request, Response &) {
  auto span = StartServer("GET /kinds", request);
  trace::Scope scope(span);
  started.wait();
  // WARN untraced-wait:
  round_.arrive_and_wait();
  // WARN untraced-wait:
  auto token = round_.arrive();
  round_.wait(std::move(token));
  // WARN untraced-wait:
  std::atomic<int> value{0};
  value.wait(1);
  // WARN untraced-wait:
}

void comma_bad(const Request &request, Response &) {
  auto span = StartServer("GET /comma", request);
  trace::Scope scope(span);
  if (slots.acquire(), request.body.empty())
    // WARN untraced-wait:
    return;
}

// A template that waits for one of its instantiations only.
struct FreeSlots {
  void acquire() {}
};
template <class Slots> void take(Slots &slots_to_take) {
  slots_to_take.acquire();
  // WARN untraced-wait:
}

void templates_bad(const Request &request, Response &) {
  auto span = StartServer("GET /templates", request);
  trace::Scope scope(span);
  FreeSlots free;
  take(slots);
  take(free);
}

void unevaluated_ok(const Request &request, Response &response) {
  auto span = StartServer("GET /unevaluated", request);
  trace::Scope scope(span);
  response.status = sizeof((slots.acquire(), 1)) + noexcept(slots.acquire());
}

void install(httplib::Server &server) {
  server.Get("/queues", queues_bad);
  server.Get("/constructed", constructed_bad);
  server.Get("/pool", pool_bad);
  server.Get("/kinds", kinds_bad);
  server.Get("/comma", comma_bad);
  server.Get("/templates", templates_bad);
  server.Get("/unevaluated", unevaluated_ok);
}
