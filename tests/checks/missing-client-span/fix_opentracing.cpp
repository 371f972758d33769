// FLAGS: -std=c++20
// Fix-its with OpenTracing: a child needs the span that is held, and it must be
// there.
#include <hiredis/hiredis.h>
#include <httplib.h>
#include <opentracing/propagation.h>
#include <opentracing/tracer.h>

#include <memory>
#include <utility>

using httplib::Request;
using httplib::Response;

namespace {
std::unique_ptr<opentracing::Span> Start(const char *name) {
  return opentracing::Tracer::Global()->StartSpan(name);
}
} // namespace

// Null on some path: tested, or assigned under a condition.
void tested_pointer_bad(opentracing::Span *span, httplib::Client &client) {
  if (span)
    span->Log({{"event", "begin"}});
  client.Get("/a");
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

void assigned_on_some_path_bad(httplib::Client &client, bool traced) {
  std::unique_ptr<opentracing::Span> span;
  if (traced)
    span = Start("some");
  client.Get("/a");
  // WARN missing-context-injection:
}

void by_pointer_bad(opentracing::Span *span, httplib::Client &client) {
  if (client.Get("/a"))
    // WARN missing-context-injection:
    // WARN missing-client-span:
    client.Get("/b");
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

void by_reference_bad(const opentracing::Span &span, httplib::Client &client) {
  client.Get("/a");
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

void owned_bad(httplib::Client &client) {
  auto span = Start("owned");
  client.Get("/a");
  // WARN missing-context-injection:
}

void finished_bad(httplib::Client &client) {
  auto span = Start("finished");
  client.Get("/a");
  // WARN missing-context-injection:
  span->Finish();
  client.Get("/b");
  // WARN missing-context-injection:
}

void shared_bad(httplib::Client &client) {
  std::shared_ptr<opentracing::Span> span = Start("shared");
  httplib::Headers headers;
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

void moved_bad(std::unique_ptr<opentracing::Span> span,
               httplib::Client &client) {
  client.Get("/a");
  // WARN missing-context-injection:
  // WARN missing-client-span:
  auto other = std::move(span);
  client.Get("/b");
  // WARN missing-context-injection:
  // WARN missing-client-span:
}

// In handlers: with the tracer of a member, options, a child, a lambda.
class Handlers {
public:
  void started_bad(const Request &, Response &) {
    auto span = tracer_->StartSpan("started");
    // WARN missing-context-extraction:
    client_.Get("/a");
    // WARN missing-context-injection:
  }
  void untraced_bad(const Request &, Response &) { client_.Get("/a"); }
  // WARN uninstrumented-handler:
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
  void with_options_bad(const Request &, Response &) {
    opentracing::StartSpanOptions options;
    auto span = tracer_->StartSpanWithOptions("with_options", options);
    // WARN missing-context-extraction:
    [&] { client_.Get("/a"); }();
    // WARN missing-context-injection:
    // WARN missing-client-span:
    auto inner =
        tracer_->StartSpan("inner", {opentracing::ChildOf(&span->context())});
    client_.Get("/b");
    // WARN missing-context-injection:
  }

private:
  std::shared_ptr<opentracing::Tracer> tracer_;
  httplib::Client client_{"upstream", 80};
};

void install(httplib::Server &server, Handlers &handlers,
             httplib::Client &client) {
  server.Get("/a", [&](const Request &request, Response &response) {
    handlers.started_bad(request, response);
  });
  server.Get("/b", [&](const Request &request, Response &response) {
    handlers.untraced_bad(request, response);
  });
  server.Get("/c", [&](const Request &request, Response &response) {
    handlers.with_options_bad(request, response);
  });
}

// The span that is inserted at the top is the parent of the calls.
void lambda_bad(httplib::Server &server) {
  server.Get("/a", [](const Request &, Response &) {
    // WARN uninstrumented-handler:
    httplib::Client client("upstream", 80);
    client.Get("/a");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  });
}

void callers(httplib::Client &client) {
  auto span = Start("callers");
  tested_pointer_bad(span.get(), client);
  tested_pointer_bad(nullptr, client);
  by_pointer_bad(span.get(), client);
  by_reference_bad(*span, client);
  moved_bad(std::move(span), client);
}
