// FLAGS: -std=c++20
// What `main` does before and beside its requests: an ended span of its own
// makes nothing a request.
#include "http_spans.h"

#include <sys/socket.h>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

namespace {
// After a start-up span has ended.
void warm_up_ok() { std::this_thread::sleep_for(1s); }

/// An accept loop in a thread that starts under main's span.
class Listener {
public:
  void start() {
    thread_ = std::thread([this] { loop_ok(); });
  }
  void join() { thread_.join(); }

private:
  void loop_ok() {
    while (running_) {
      int connection = ::accept(socket_, nullptr, nullptr);
      char buffer[16];
      ::recv(connection, buffer, sizeof buffer, 0);
    }
  }
  int socket_ = 0;
  bool running_ = true;
  std::thread thread_;
};

// The same sleep in a handler, after its span.
void after_end_bad(const httplib::Request &request, httplib::Response &) {
  auto span = StartServer("GET /late", request);
  span->End();
  std::this_thread::sleep_for(1s);
  // WARN blocking-call-outside-span:
}
} // namespace

int main() {
  auto startup = Tracer()->StartSpan("startup");
  startup->End();
  warm_up_ok();
  httplib::Server server;
  server.Get("/late", after_end_bad);
  Listener listener;
  auto root = Tracer()->StartSpan("root");
  trace::Scope scope(root);
  listener.start();
  root->End();
  listener.join();
}
