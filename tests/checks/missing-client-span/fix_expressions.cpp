// FLAGS: -std=c++20
// Fix-its around calls wherever they stand: conditions, loops, declarations,
// ternaries, returns. Every send injects, so that only its own span is judged.
#include "http_spans.h"

#include <hiredis/hiredis.h>
#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

using httplib::Request;
using httplib::Response;

void conditions_bad(const Request &request, Response &) {
  auto span = StartServer("GET /conditions", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  if (auto result = client.Get("/a", InjectedHeaders()); result)
    // WARN missing-client-span:
    return;
  if (int tries = 2; auto result = client.Get("/b", InjectedHeaders()))
    // WARN missing-client-span:
    span->SetAttribute("tries", tries);
  if (!client.Get("/c", InjectedHeaders()) &&
      // WARN missing-client-span:
      client.Get("/d", InjectedHeaders()))
    // WARN missing-client-span:
    return;
}

void loops_bad(const Request &request, Response &) {
  auto span = StartServer("GET /loops", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  while (client.Get("/a", InjectedHeaders()))
    // WARN missing-client-span:
    break;
  for (auto result = client.Get("/b", InjectedHeaders()); result;
       // WARN missing-client-span:
       result = client.Get("/c", InjectedHeaders()))
    break;
  do
    client.Get("/d", InjectedHeaders());
  // WARN missing-client-span:
  while (false);
  for (char c : client.Get("/e", InjectedHeaders())->body)
    // WARN missing-client-span:
    (void)c;
}

void branches_bad(const Request &request, Response &) {
  auto span = StartServer("GET /branches", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  if (request.has_header("x"))
    client.Get("/a", InjectedHeaders());
  // WARN missing-client-span:
  else
    client.Get("/b", InjectedHeaders());
  // WARN missing-client-span:
  switch (client.Get("/c", InjectedHeaders())->status) {
  // WARN missing-client-span:
  case 200:
    client.Get("/d", InjectedHeaders());
    // WARN missing-client-span:
    break;
  default:
    client.Get("/e", InjectedHeaders());
    // WARN missing-client-span:
  }
}

void values_bad(const Request &request, Response &response) {
  auto span = StartServer("GET /values", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  auto either = request.has_header("x") ? client.Get("/a", InjectedHeaders())
                                        // WARN missing-client-span:
                                        : client.Get("/b", InjectedHeaders());
  // WARN missing-client-span:
  std::vector<int> all{client.Get("/c", InjectedHeaders())->status,
                       // WARN missing-client-span:
                       client.Get("/d", InjectedHeaders())->status};
  // WARN missing-client-span:
  std::string body = client.Get("/e", InjectedHeaders())->body +
                     // WARN missing-client-span:
                     client.Get("/f", InjectedHeaders())->body;
  // WARN missing-client-span:
  response.status = (all.size(), client.Get("/g", InjectedHeaders())->status);
  // WARN missing-client-span:
  response.body = body + either->body;
}

int returned(httplib::Client &client) {
  return client.Get("/a", InjectedHeaders())->status +
         // WARN missing-client-span:
         client.Get("/b", InjectedHeaders())->status;
  // WARN missing-client-span:
}

void returns_bad(const Request &request, Response &response) {
  auto span = StartServer("GET /returns", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  response.status = returned(client);
}

// The result is bound to a reference, or a part of it is copied.
void references_bad(const Request &request, Response &) {
  auto span = StartServer("GET /references", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  const auto &result = client.Get("/a", InjectedHeaders());
  // WARN missing-client-span:
  const std::string body = client.Get("/b", InjectedHeaders())->body;
  // WARN missing-client-span:
  (void)result;
}

// A jump over what is inserted.
void labels_bad(const Request &request, Response &) {
  auto span = StartServer("GET /labels", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  if (request.has_header("x"))
    goto out;
  client.Get("/a", InjectedHeaders());
  // WARN missing-client-span:
out:
  client.Get("/b", InjectedHeaders());
  // WARN missing-client-span:
}

// Bit-fields, arrays of a length known at run time, out parameters.
struct Flags {
  unsigned failed : 1;
};
void redis_bad(const Request &request, Response &) {
  auto span = StartServer("GET /redis", request);
  trace::Scope scope(span);
  redisContext *redis = redisConnect("redis", 6379);
  // WARN missing-client-span:
  Flags flags{};
  redisAppendCommand(redis, "PING");
  redisReply *reply = nullptr;
  flags.failed =
      redisGetReply(redis, reinterpret_cast<void **>(&reply)) ? 1 : 0;
  // WARN missing-client-span:
  freeReplyObject(redisCommand(redis, "GET %s", request.body.c_str()));
  // WARN missing-client-span:
  auto *typed = static_cast<redisReply *>(redisCommand(redis, "GET key"));
  // WARN missing-client-span:
  freeReplyObject(typed);
}

// Arguments of constructors, of variables and of members.
class Rows {
public:
  explicit Rows(PGresult *result) : result_(result) {}
  ~Rows() { PQclear(result_); }

private:
  PGresult *result_;
};

void libpq_bad(const Request &request, Response &) {
  auto span = StartServer("GET /libpq", request);
  trace::Scope scope(span);
  PGconn *connection = PQconnectdb("dbname=shop");
  // WARN missing-client-span:
  Rows parens(PQexec(connection, "BEGIN"));
  // WARN missing-client-span:
  Rows braces{PQexec(connection, ("SELECT " + request.body).c_str())};
  // WARN missing-client-span:
  std::unique_ptr<PGresult, decltype(&PQclear)> owned{
      PQexec(connection, "UPDATE t SET a = 1"), PQclear};
  // WARN missing-client-span:
  if (PGresult *rows = PQexec(connection, R"(INSERT INTO "t" VALUES (1))");
      // WARN missing-client-span:
      PQresultStatus(rows) != PGRES_COMMAND_OK)
    PQclear(rows);
  static const auto once = [&] { return PQexec(connection, "SELECT 1"); }();
  // WARN missing-client-span:
  [](PGconn *other) -> void { PQexec(other, "SELECT 2"); }(connection);
  // WARN missing-client-span:
  (void)once;
}

// Names that are taken, also that of the runtime.
void names_bad(const Request &request, Response &) {
  auto span = StartServer("GET /names", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  int client_span = 1, trace_tidy = 2, tracer = 3;
  client.Get("/a", InjectedHeaders());
  // WARN missing-client-span:
  (void)client_span, (void)trace_tidy, (void)tracer;
}

// A fix gives the span a parent and leaves its kind, so that its call does not
// need one of its own in the next run.
void plain_span_bad(const Request &, Response &) {
  auto span = Tracer()->StartSpan("plain");
  // WARN missing-context-extraction:
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  client.Get("/a", InjectedHeaders());
}

// No value is needed of what is not evaluated.
void unevaluated_ok(const Request &request, Response &response) {
  auto span = StartServer("GET /unevaluated", request);
  trace::Scope scope(span);
  httplib::Client client("upstream", 80);
  using Result = decltype(client.Get("/a", InjectedHeaders()));
  static_assert(!noexcept(client.Get("/b", InjectedHeaders())));
  response.status =
      sizeof(Result) + sizeof(client.Get("/c", InjectedHeaders()));
}

void install(httplib::Server &server) {
  server.Get("/conditions", conditions_bad);
  server.Get("/loops", loops_bad);
  server.Get("/branches", branches_bad);
  server.Get("/values", values_bad);
  server.Get("/returns", returns_bad);
  server.Get("/references", references_bad);
  server.Get("/labels", labels_bad);
  server.Get("/redis", redis_bad);
  server.Get("/libpq", libpq_bad);
  server.Get("/names", names_bad);
  server.Get("/plain", plain_span_bad);
  server.Get("/unevaluated", unevaluated_ok);
}
