#include "scopes.h"

SpanPtr beginRequest(const char *name, const httplib::Request &request) {
  return StartServer(name, request);
}

SpanPtr beginAlone(const char *name, const httplib::Request &request) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  auto span = Tracer()->StartSpan(name, options);
  span->SetAttribute("url.path", request.path);
  return span;
}

trace::Scope activate(const SpanPtr &span) { return trace::Scope(span); }

bool ask(const char *path) {
  ClientSpan span("GET");
  httplib::Client client("stock", 8080);
  return bool(client.Get(path, span.headers()));
}
