// FLAGS: -std=c++20
// Sleeps, name look-ups, sockets, process waits and disk syncs of the C library
// in cpp-httplib handlers.
#include <httplib.h>

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/context/runtime_context.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;

namespace {

nostd::shared_ptr<trace::Tracer> tracer() {
  return trace::Provider::GetTracerProvider()->GetTracer("posix");
}

struct RequestCarrier : context::propagation::TextMapCarrier {
  explicit RequestCarrier(const httplib::Request &r) : request(r) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = request.headers.find(std::string(key));
    return it == request.headers.end() ? nostd::string_view("")
                                       : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}
  const httplib::Request &request;
};

nostd::shared_ptr<trace::Span> startServer(const char *name,
                                           const httplib::Request &req) {
  RequestCarrier carrier(req);
  context::Context fresh;
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = context::propagation::GlobalTextMapPropagator::
                       GetGlobalPropagator()
                           ->Extract(carrier, fresh);
  return tracer()->StartSpan(name, options);
}

// Owns the span of a handler and its scope.
class HandlerSpan {
public:
  HandlerSpan(const char *name, const httplib::Request &req)
      : span_(startServer(name, req)), scope_(span_) {}
  ~HandlerSpan() { span_->End(); }
  HandlerSpan(const HandlerSpan &) = delete;
  HandlerSpan &operator=(const HandlerSpan &) = delete;

private:
  nostd::shared_ptr<trace::Span> span_;
  trace::Scope scope_;
};

#define TRACE_HANDLER(NAME, REQ)                                               \
  auto handlerSpan = startServer(NAME, REQ);                                   \
  trace::Scope handlerScope(handlerSpan)

int backend = -1;

} // namespace

// The span starts after the sleep.
void sleepBeforeSpan_bad(const httplib::Request &req, httplib::Response &res) {
  usleep(2000);
  // WARN blocking-call-outside-span:
  auto span = startServer("GET /slow", req);
  trace::Scope scope(span);
  res.set_content("ok", "text/plain");
}

// The span has ended when the name is looked up.
void lookupAfterEnd_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /lookup", req);
  {
    trace::Scope scope(span);
    res.status = 200;
  }
  span->End();
  addrinfo *found = nullptr;
  if (getaddrinfo("audit.internal", "80", nullptr, &found) == 0)
    // WARN blocking-call-outside-span:
    freeaddrinfo(found);
}

// A span only where the request brings a context.
void receiveInOneBranch_bad(const httplib::Request &req,
                            httplib::Response &res) {
  nostd::shared_ptr<trace::Span> span;
  if (req.has_header("traceparent"))
    span = startServer("GET /receive", req);
  char buffer[64];
  ssize_t n = ::recv(backend, buffer, sizeof buffer, 0);
  // WARN blocking-call-outside-span:
  res.set_content(buffer, n > 0 ? static_cast<size_t>(n) : 0, "text/plain");
}

// The block that holds the span is over when the disk is synced.
void syncAfterBlock_bad(const httplib::Request &req, httplib::Response &res) {
  {
    auto span = startServer("PUT /file", req);
    trace::Scope scope(span);
    res.status = 204;
  }
  int fd = ::open("/tmp/upload", O_WRONLY);
  ::fsync(fd);
  // WARN blocking-call-outside-span:
}

// No span at all: the handler's name, and each blocking call.
void noSpan_bad(const httplib::Request &, httplib::Response &res) {
  // WARN uninstrumented-handler:
  pollfd wanted{backend, POLLIN, 0};
  if (::poll(&wanted, 1, 500) == 1)
    // WARN blocking-call-outside-span:
    res.status = 200;
  std::system("logrotate /etc/logrotate.d/orders");
  // WARN blocking-call-outside-span:
}

// Two levels below a handler that never starts a span.
static int reap_bad(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  // WARN blocking-call-outside-span:
  return status;
}

static int runTool(const char *path) {
  pid_t child = ::fork();
  if (child == 0)
    ::execl(path, path, nullptr);
  return reap_bad(child);
}

void convert_bad(const httplib::Request &, httplib::Response &res) {
  // WARN uninstrumented-handler:
  res.status = runTool("/usr/bin/convert") == 0 ? 200 : 500;
}

// One caller holds a span, one does not: reported once, as outside.
static void throttle_bad() {
  usleep(100);
  // WARN blocking-call-outside-span:
}

void throttleInside(const httplib::Request &req, httplib::Response &res) {
  HandlerSpan span("GET /inside", req);
  throttle_bad();
  res.status = 200;
}

void throttleOutside(const httplib::Request &req, httplib::Response &res) {
  throttle_bad();
  HandlerSpan span("GET /outside", req);
  res.status = 200;
}

// The guard is given up before the call.
void guardReset_bad(const httplib::Request &req, httplib::Response &res) {
  auto guard = std::make_unique<HandlerSpan>("GET /stream", req);
  res.status = 200;
  guard.reset();
  pollfd wanted{backend, POLLIN, 0};
  ::poll(&wanted, 1, 1000);
  // WARN blocking-call-outside-span:
}

// The span ends on one of two paths that lead to the call.
void endsOnOnePath_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /maybe", req);
  trace::Scope scope(span);
  if (req.has_param("quick")) {
    res.status = 202;
    span->End();
  }
  timespec rest{0, 1000000};
  ::nanosleep(&rest, nullptr);
  // WARN blocking-call-outside-span:
}

void guard_ok(const httplib::Request &req, httplib::Response &res) {
  HandlerSpan span("GET /guard", req);
  timespec rest{0, 1000000};
  ::nanosleep(&rest, nullptr);
  std::system("true");
  res.status = 200;
}

void macro_ok(const httplib::Request &req, httplib::Response &res) {
  TRACE_HANDLER("POST /relay", req);
  char answer[32];
  ::send(backend, req.body.data(), req.body.size(), 0);
  ::recv(backend, answer, sizeof answer, 0);
  res.status = 200;
}

void guardOnHeap_ok(const httplib::Request &req, httplib::Response &res) {
  auto guard = std::make_unique<HandlerSpan>("GET /heap", req);
  ::sleep(1);
  res.status = 200;
}

void earlyReturn_ok(const httplib::Request &req, httplib::Response &res) {
  if (req.body.empty()) {
    res.status = 400;
    return;
  }
  auto span = startServer("POST /early", req);
  trace::Scope scope(span);
  int status = 0;
  ::waitpid(-1, &status, 0);
  span->End();
}

// The span is held by a variable alone; nothing is active.
void variableOnly_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = startServer("GET /variable", req);
  addrinfo *found = nullptr;
  if (getaddrinfo("db.internal", "5432", nullptr, &found) == 0)
    freeaddrinfo(found);
  res.status = 200;
  span->End();
}

// These do not block.
void nonBlocking_ok(const httplib::Request &, httplib::Response &res) {
  int status = 0;
  if (::waitpid(-1, &status, WNOHANG) > 0)
    res.status = 200;
  pollfd wanted{backend, POLLIN, 0};
  ::poll(&wanted, 1, 0);
}

// A health endpoint is rightly untraced.
void health_ok(const httplib::Request &, httplib::Response &res) {
  ::usleep(10);
  pollfd wanted{backend, POLLOUT, 0};
  res.status = ::poll(&wanted, 1, 100) == 1 ? 200 : 503;
}

void routes(httplib::Server &svr) {
  svr.Get("/slow", sleepBeforeSpan_bad);
  svr.Get("/lookup", lookupAfterEnd_bad);
  svr.Get("/receive", receiveInOneBranch_bad);
  svr.Put("/file", syncAfterBlock_bad);
  svr.Get("/nospan", noSpan_bad);
  svr.Post("/convert", convert_bad);
  svr.Get("/inside", throttleInside);
  svr.Get("/outside", throttleOutside);
  svr.Get("/stream", guardReset_bad);
  svr.Get("/maybe", endsOnOnePath_bad);
  svr.Get("/guard", guard_ok);
  svr.Post("/relay", macro_ok);
  svr.Get("/heap", guardOnHeap_ok);
  svr.Post("/early", earlyReturn_ok);
  svr.Get("/variable", variableOnly_ok);
  svr.Get("/nonblocking", nonBlocking_ok);
  svr.Get("/healthz", health_ok);
}

// Nobody in this unit calls it, so a caller may hold the span.
void flushJournal_ok(int fd) { ::fdatasync(fd); }

// Start-up: outside request scope.
static bool waitForBackend_ok() {
  addrinfo *found = nullptr;
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (getaddrinfo("backend.internal", "9000", nullptr, &found) == 0) {
      backend = ::socket(found->ai_family, SOCK_STREAM, 0);
      bool connected =
          ::connect(backend, found->ai_addr, found->ai_addrlen) == 0;
      freeaddrinfo(found);
      return connected;
    }
    ::sleep(1);
  }
  return false;
}

// A background loop without a request.
static void startReaper_ok() {
  std::thread([] {
    for (;;) {
      int status = 0;
      ::waitpid(-1, &status, 0);
      ::sleep(5);
    }
  }).detach();
}

int main() {
  if (!waitForBackend_ok())
    return 1;
  startReaper_ok();
  httplib::Server svr;
  routes(svr);
  svr.listen("0.0.0.0", 8080);
}
