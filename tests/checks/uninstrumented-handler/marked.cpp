// FLAGS: -std=c++20
// Functions that say themselves that they are rightly untraced.
#include <httplib.h>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

static void rest() { std::this_thread::sleep_for(1ms); }

// trace-tidy: untraced(called by the balancer every second)
void marked_above_ok(const httplib::Request &, httplib::Response &response) {
  rest();
  std::this_thread::sleep_for(1ms);
  response.status = 204;
}

[[clang::annotate("trace-tidy: untraced")]] void
marked_by_attribute_ok(const httplib::Request &, httplib::Response &response) {
  std::this_thread::sleep_for(1ms);
  response.status = 204;
}

void lambda_marked_ok(httplib::Server &server) {
  // trace-tidy: untraced(a probe)
  server.Get("/probe", [](const httplib::Request &, httplib::Response &) {
    std::this_thread::sleep_for(1ms);
  });
}

// untraced: without the tool's name this is a comment like any other.
void not_marked_bad(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler:
  std::this_thread::sleep_for(1ms);
  // WARN blocking-call-outside-span:
  response.status = 204;
}

void serve(httplib::Server &server) {
  server.Get("/a", marked_above_ok);
  server.Get("/b", marked_by_attribute_ok);
  server.Get("/c", not_marked_bad);
}
