// FLAGS: -std=c++20
// OpenTracing has no scopes: a span is open from its start to Finish or to its
// destruction.
#include <hiredis/hiredis.h>
#include <httplib.h>
#include <opentracing/ext/tags.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <utility>

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
  auto tracer = ot::Tracer::Global();
  auto parent = tracer->Extract(Reader{req.headers});
  return tracer->StartSpan(
      name, {ot::ChildOf(parent ? parent->get() : nullptr),
             ot::SetTag(ot::ext::span_kind, ot::ext::span_kind_rpc_server)});
}

redisContext *redis = nullptr;

} // namespace

void commandAfterFinish_bad(const httplib::Request &req,
                            httplib::Response &res) {
  auto span = serve("PUT /key", req);
  res.status = 204;
  span->Finish();
  freeReplyObject(redisCommand(redis, "DEL key"));
  // WARN blocking-call-outside-span:
}

void sleepBeforeStart_bad(const httplib::Request &req, httplib::Response &res) {
  usleep(10);
  // WARN blocking-call-outside-span:
  auto span = serve("GET /key", req);
  res.status = 200;
}

// The destructor at the end of the block finishes the span.
void destroyedAtBlockEnd_bad(const httplib::Request &req,
                             httplib::Response &res) {
  {
    auto span = serve("GET /key", req);
    res.status = 200;
  }
  fsync(1);
  // WARN blocking-call-outside-span:
}

void resetBeforeCall_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /key", req);
  res.status = 200;
  span.reset();
  sleep(1);
  // WARN blocking-call-outside-span:
}

// The callee takes the span over and lets it die.
static void complete(std::unique_ptr<ot::Span> span) {
  span->SetTag("done", true);
}

void handedAway_bad(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /key", req);
  complete(std::move(span));
  usleep(5);
  // WARN blocking-call-outside-span:
  res.status = 200;
}

void heldToTheEnd_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /key", req);
  usleep(5);
  fsync(1);
  res.status = 200;
}

void childAroundCommand_ok(const httplib::Request &req,
                           httplib::Response &res) {
  auto span = serve("GET /key", req);
  auto child = ot::Tracer::Global()->StartSpan(
      "redis GET",
      {ot::ChildOf(&span->context()),
       ot::SetTag(ot::ext::span_kind, ot::ext::span_kind_rpc_client)});
  freeReplyObject(redisCommand(redis, "GET key"));
  child->Finish();
  res.status = 200;
  span->Finish();
}

void passedByReference(const ot::Span &, int microseconds) {
  usleep(microseconds);
}

void spanAsParameter_ok(const httplib::Request &req, httplib::Response &res) {
  auto span = serve("GET /key", req);
  passedByReference(*span, 7);
  res.status = 200;
}

void routes(httplib::Server &svr) {
  svr.Put("/key", commandAfterFinish_bad);
  svr.Get("/1", sleepBeforeStart_bad);
  svr.Get("/2", destroyedAtBlockEnd_bad);
  svr.Get("/3", resetBeforeCall_bad);
  svr.Get("/4", handedAway_bad);
  svr.Get("/5", heldToTheEnd_ok);
  svr.Get("/6", childAroundCommand_ok);
  svr.Get("/7", spanAsParameter_ok);
}
