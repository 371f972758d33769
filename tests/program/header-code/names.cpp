#include "handlers.h"

#include "rates.h"

#include <chrono>
#include <thread>

namespace {
redisContext *cache = nullptr;

void throttle() {
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  // WARN blocking-call-outside-span: 'sleep_for'
}

void getName(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /name", request);
  trace::Scope scope(span);
  std::string name = Cached<std::string>(cache).get("name");
  name += Cached<std::string>(cache).getTraced("title");
  name += std::to_string(fetchRate("USD"));
  response.set_content(name, "text/plain");
}

void postName(const httplib::Request &, httplib::Response &response) {
  // WARN uninstrumented-handler: 'postName'
  // NOTE handled in 'postName'
  throttle();
  // NOTE 'throttle' is called here
  response.status = 204;
}
} // namespace

void addNameRoutes(httplib::Server &server, redisContext *context) {
  cache = context;
  server.Get("/name", getName);
  server.Post("/name", postName);
}
