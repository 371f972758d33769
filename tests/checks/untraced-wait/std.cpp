// FLAGS: -std=c++20
// Waits of the standard library in cpp-httplib handlers whose server span is
// right: queueing that looks like a slow service.
#include <httplib.h>

#include <barrier>
#include <chrono>
#include <condition_variable>
#include <future>
#include <latch>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

using namespace std::chrono_literals;
namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

namespace {

struct Carrier : context::propagation::TextMapCarrier {
  const httplib::Headers &headers;
  explicit Carrier(const httplib::Headers &h) : headers(h) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = headers.find(std::string(key));
    return it == headers.end() ? nostd::string_view("")
                               : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}
};

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("waits");
}

// What a handler holds while it runs.
struct Served {
  explicit Served(const char *name, const httplib::Request &req)
      : span(begin(name, req)), scope(span) {}
  static nostd::shared_ptr<trace::Span> begin(const char *name,
                                              const httplib::Request &req) {
    Carrier carrier(req.headers);
    context::Context none;
    trace::StartSpanOptions options;
    options.kind = trace::SpanKind::kServer;
    options.parent = context::propagation::GlobalTextMapPropagator::
                         GetGlobalPropagator()
                             ->Extract(carrier, none);
    return tracer()->StartSpan(name, options);
  }
  nostd::shared_ptr<trace::Span> span;
  trace::Scope scope;
};

std::mutex mutex;
std::condition_variable changed;
std::condition_variable_any anyChanged;
bool ready = false;
std::counting_semaphore<4> permits{4};
std::binary_semaphore turn{1};
std::latch started{1};
std::barrier rounds{2};

} // namespace

void condition_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /condition", req);
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return ready; });
  // WARN untraced-wait:
  res.status = 200;
}

void conditionLoop_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /loop", req);
  std::unique_lock lock(mutex);
  while (!ready)
    changed.wait(lock);
    // WARN untraced-wait:
  res.status = 200;
}

void conditionTimed_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /timed", req);
  std::unique_lock lock(mutex);
  if (!changed.wait_for(lock, 100ms, [] { return ready; }))
    // WARN untraced-wait:
    res.status = 503;
}

void conditionAny_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /any", req);
  std::unique_lock lock(mutex);
  anyChanged.wait_until(lock, std::chrono::steady_clock::now() + 1s);
  // WARN untraced-wait:
  res.status = 200;
}

void semaphore_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /semaphore", req);
  permits.acquire();
  // WARN untraced-wait:
  res.status = 200;
  permits.release();
}

void semaphoreTimed_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /turn", req);
  if (!turn.try_acquire_for(50ms)) {
    // WARN untraced-wait:
    res.status = 429;
    return;
  }
  turn.release();
}

void latch_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /latch", req);
  started.wait();
  // WARN untraced-wait:
  res.status = 200;
}

void barrier_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /barrier", req);
  rounds.arrive_and_wait();
  // WARN untraced-wait:
  res.status = 200;
}

// The event comes when the wait is over.
void eventAfterWait_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /late-event", req);
  permits.acquire();
  // WARN untraced-wait:
  served.span->AddEvent("permit acquired");
  res.status = 200;
  permits.release();
}

// The event is on one of two paths.
void eventOnOnePath_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /maybe-event", req);
  if (req.has_param("verbose"))
    served.span->AddEvent("waiting for permit");
  permits.acquire();
  // WARN untraced-wait:
  res.status = 200;
  permits.release();
}

// Two waits in one internal span: neither's own.
void internalOfTwo_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /two", req);
  auto work = tracer()->StartSpan("admit");
  trace::Scope scope(work);
  permits.acquire();
  // WARN untraced-wait:
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return ready; });
  // WARN untraced-wait:
  work->End();
  res.status = 200;
  permits.release();
}

// The span around the wait has ended too early.
void waitSpanEnded_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /ended", req);
  auto wait = tracer()->StartSpan("wait for permit");
  wait->End();
  permits.acquire();
  // WARN untraced-wait:
  res.status = 200;
  permits.release();
}

void lambda_bad(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /lambda", req);
  res.status = [] {
    std::unique_lock lock(mutex);
    changed.wait(lock);
    // WARN untraced-wait:
    return ready ? 200 : 503;
  }();
}

void ownSpan_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /own", req);
  {
    auto wait = tracer()->StartSpan("wait for permit");
    trace::Scope scope(wait);
    permits.acquire();
    wait->End();
  }
  res.status = 200;
  permits.release();
}

// Held by a variable alone.
void ownSpanInVariable_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /own", req);
  auto wait = tracer()->StartSpan("wait for start");
  started.wait();
  wait->End();
  res.status = 200;
}

void event_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /event", req);
  served.span->AddEvent("waiting for permit");
  permits.acquire();
  res.status = 200;
  permits.release();
}

void eventOnCurrent_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /event", req);
  trace::Tracer::GetCurrentSpan()->AddEvent("waiting", {{"permits", 4}});
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return ready; });
  res.status = 200;
}

static void note(const char *what) {
  trace::Tracer::GetCurrentSpan()->AddEvent(what);
}

void eventThroughHelper_ok(const httplib::Request &req,
                           httplib::Response &res) {
  Served served("GET /event", req);
  note("waiting at the barrier");
  rounds.arrive_and_wait();
  res.status = 200;
}

// Joins and futures are never untraced waits.
void joinAndGet_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /join", req);
  auto half = std::async(std::launch::async, [] { return 21; });
  std::thread worker([] { started.count_down(); });
  worker.join();
  res.body = std::to_string(2 * half.get());
}

// None of these waits.
void noWait_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /try", req);
  if (!permits.try_acquire()) {
    res.status = 429;
    return;
  }
  std::lock_guard guard(mutex);
  ready = true;
  changed.notify_all();
  started.count_down();
  permits.release();
}

// A sleep is no queue.
void sleep_ok(const httplib::Request &req, httplib::Response &res) {
  Served served("GET /sleep", req);
  std::this_thread::sleep_for(1ms);
  res.status = 200;
}

void routes(httplib::Server &svr) {
  svr.Get("/1", condition_bad)
      .Get("/2", conditionLoop_bad)
      .Get("/3", conditionTimed_bad)
      .Get("/4", conditionAny_bad)
      .Get("/5", semaphore_bad)
      .Get("/6", semaphoreTimed_bad)
      .Get("/7", latch_bad)
      .Get("/8", barrier_bad)
      .Get("/9", eventAfterWait_bad);
  svr.Get("/10", eventOnOnePath_bad);
  svr.Get("/11", internalOfTwo_bad);
  svr.Get("/12", waitSpanEnded_bad);
  svr.Get("/13", lambda_bad);
  svr.Get("/14", ownSpan_ok);
  svr.Get("/15", ownSpanInVariable_ok);
  svr.Get("/16", event_ok);
  svr.Get("/17", eventOnCurrent_ok);
  svr.Get("/18", eventThroughHelper_ok);
  svr.Get("/19", joinAndGet_ok);
  svr.Get("/20", noWait_ok);
  svr.Get("/21", sleep_ok);
}

// No span here, no caller seen.
void unknownCaller_ok() {
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return ready; });
}

// A background loop without a request: it waits for work, then traces it.
static void workLoop_ok() {
  for (;;) {
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [] { return ready; });
      ready = false;
    }
    auto span = tracer()->StartSpan("job");
    trace::Scope scope(span);
    std::this_thread::sleep_for(1ms);
    span->End();
  }
}

void startWorker() { std::thread(workLoop_ok).detach(); }
