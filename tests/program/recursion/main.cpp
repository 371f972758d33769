#include "children.h"
#include "http_spans.h"
#include "node.h"

namespace {
redisContext *cache = nullptr;

void putTree(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'putTree'
  auto span = StartServer("PUT /tree", request);
  trace::Scope scope(span);
  storeNode(cache, request.path, 3);
  // NOTE 'storeNode' is called here
  response.status = 204;
}

void getTree(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /tree", request);
  trace::Scope scope(span);
  int count = readNode(cache, request.path, 3);
  response.set_content(std::to_string(count), "text/plain");
}
} // namespace

int main() {
  cache = redisConnect("cache", 6379);
  httplib::Server server;
  server.Put("/tree", putTree);
  server.Get("/tree", getTree);
  server.listen("0.0.0.0", 8080);
}
