// FLAGS: -std=c++20
// POSIX semaphores, conditions and barriers under OpenTracing spans: an event
// is a log of the span, and a span needs no scope.
#include <httplib.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>
#include <pthread.h>
#include <semaphore.h>

#include <functional>
#include <memory>

namespace ot = opentracing;

namespace {

struct Reader : ot::HTTPHeadersReader {
  explicit Reader(const httplib::Headers &h) : headers(h) {}
  ot::expected<void> ForeachKey(
      std::function<ot::expected<void>(ot::string_view, ot::string_view)> f)
      const override {
    for (const auto &[key, value] : headers)
      if (auto done = f(key, value); !done)
        return done;
    return {};
  }
  const httplib::Headers &headers;
};

std::unique_ptr<ot::Span> serve(const char *name, const httplib::Request &req) {
  auto parent = ot::Tracer::Global()->Extract(Reader{req.headers});
  auto span = ot::Tracer::Global()->StartSpan(
      name, {ot::ChildOf(parent ? parent->get() : nullptr)});
  span->SetTag("span.kind", "server");
  return span;
}

sem_t places;
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
pthread_barrier_t barrier;
bool ready = false;

} // namespace

void semaphore_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /place", req);
  sem_wait(&places);
  // WARN untraced-wait:
  res.status = 200;
  sem_post(&places);
}

void condition_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /ready", req);
  pthread_mutex_lock(&mutex);
  while (!ready)
    pthread_cond_wait(&changed, &mutex);
    // WARN untraced-wait:
  pthread_mutex_unlock(&mutex);
  res.status = 200;
}

void barrier_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /round", req);
  pthread_barrier_wait(&barrier);
  // WARN untraced-wait:
  res.status = 200;
  span->Finish();
}

// The log comes after the wait.
void logTooLate_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /late", req);
  sem_wait(&places);
  // WARN untraced-wait:
  span->Log({{"event", "place found"}});
  res.status = 200;
}

void logBefore_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /logged", req);
  span->Log({{"event", "waiting for place"}});
  sem_wait(&places);
  res.status = 200;
}

void childSpan_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /child", req);
  auto wait = ot::Tracer::Global()->StartSpan(
      "wait for place", {ot::ChildOf(&span->context())});
  sem_wait(&places);
  wait->Finish();
  res.status = 200;
}

void noWait_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /try", req);
  res.status = sem_trywait(&places) == 0 ? 200 : 429;
  pthread_mutex_lock(&mutex);
  ready = true;
  pthread_mutex_unlock(&mutex);
  pthread_cond_signal(&changed);
}

// A join is no queue.
void join_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /join", req);
  pthread_t thread;
  pthread_create(&thread, nullptr, [](void *p) { return p; }, nullptr);
  pthread_join(thread, nullptr);
  res.status = 200;
}

void routes(httplib::Server &svr) {
  svr.Get("/place", semaphore_bad);
  svr.Get("/changed", condition_bad);
  svr.Get("/round", barrier_bad);
  svr.Get("/late", logTooLate_bad);
  svr.Get("/logged", logBefore_ok);
  svr.Get("/child", childSpan_ok);
  svr.Get("/try", noWait_ok);
  svr.Get("/join", join_ok);
}
