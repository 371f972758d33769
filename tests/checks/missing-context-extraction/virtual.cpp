// FLAGS: -std=c++20
// A virtual call before the handler's own span: only the class that is really
// there can open the first one.
#include "http_spans.h"

#include <unistd.h>

#include <memory>

using httplib::Request;
using httplib::Response;

namespace {
class Store {
public:
  virtual ~Store() = default;
  virtual void put() = 0;
};

/// For tests: does nothing.
class MemoryStore final : public Store {
public:
  void put() override {}
};

class RemoteStore final : public Store {
public:
  void put() override {
    auto span = Tracer()->StartSpan("put");
    usleep(5);
  }
};
} // namespace

// Both ways make a store that starts no span; the one that does is used before
// the server runs.
void silent_store_first_ok(bool persistent) {
  std::unique_ptr<Store> store;
  if (persistent)
    store = std::make_unique<MemoryStore>();
  else
    store = std::make_unique<MemoryStore>();
  RemoteStore remote;
  remote.put();
  httplib::Server server;
  server.Get("/put", [&](const Request &request, Response &) {
    store->put();
    auto span = StartServer("GET /put", request);
  });
  server.listen("0.0.0.0", 80);
}

namespace {
class Cache {
public:
  virtual ~Cache() = default;
  virtual void load() = 0;
};

/// Only warmed up at the start, never in a handler.
class SlowCache final : public Cache {
public:
  void load() override { usleep(5); }
};

class TracedCache final : public Cache {
public:
  void load() override {
    auto span = Tracer()->StartSpan("load");
    usleep(5);
  }
};
} // namespace

// The cache's class is known, and its span comes before the handler's own.
void traced_cache_first_bad() {
  SlowCache().load();
  std::unique_ptr<Cache> cache = std::make_unique<TracedCache>();
  httplib::Server server;
  server.Get("/load", [&](const Request &request, Response &) {
    cache->load();
    // WARN missing-context-extraction:
    auto span = StartServer("GET /load", request);
  });
  server.listen("0.0.0.0", 80);
}
