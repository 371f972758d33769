// FLAGS: -std=c++20
// Fix-its where the headers come from: named, temporary, const, shared with
// others, of a wrapper's callers, and where no headers can be written.
#include "carriers.h"

#include <httplib.h>

#include <memory>
#include <string>
#include <utility>

namespace {
/// A client span that is active as long as it lives.
struct Call {
  nostd::shared_ptr<trace::Span> span =
      Tracer()->StartSpan("call", ClientKind());
  trace::Scope scope{span};
};

httplib::Headers &DefaultHeaders() {
  static httplib::Headers headers{{"user-agent", "shop"}};
  return headers;
}

struct Config {
  httplib::Headers own;
  const httplib::Headers fixed;
  httplib::Headers *pointer;
  std::shared_ptr<httplib::Headers> shared;
};
} // namespace

// What others read, or may not be written to, is copied.
void static_headers_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", DefaultHeaders());
  // WARN missing-context-injection:
}

void headers_behind_pointers_bad(httplib::Client &client, Config &config) {
  Call call;
  client.Get("/a", *config.pointer);
  // WARN missing-context-injection:
  client.Get("/b", *config.shared);
  // WARN missing-context-injection:
}

void members_of_a_parameter_bad(httplib::Client &client, Config &config) {
  Call call;
  client.Get("/a", config.own);
  // WARN missing-context-injection:
  client.Get("/b", config.fixed);
  // WARN missing-context-injection:
}

void moved_member_bad(httplib::Client &client, Config &config) {
  Call call;
  client.Get("/a", std::move(config.own));
  // WARN missing-context-injection:
}

void const_headers_bad(httplib::Client &client) {
  Call call;
  const httplib::Headers headers{{"accept", "text/html"}};
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

void reference_to_headers_bad(httplib::Client &client, Config &config) {
  Call call;
  const auto &headers = config.own;
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

void copy_of_headers_bad(httplib::Client &client, Config &config) {
  Call call;
  auto headers = config.own;
  client.Get("/a", headers);
  // WARN missing-context-injection:
}

void moved_headers_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  client.Get("/a", std::move(headers));
  // WARN missing-context-injection:
}

void one_of_two_headers_bad(httplib::Client &client, const Config &config,
                            const httplib::Headers &other, bool first) {
  Call call;
  client.Get("/a", first ? config.own : other);
  // WARN missing-context-injection:
}

// Headers of the class, and of a class that it derives from.
class CatalogBase {
protected:
  httplib::Headers common_;
};

class Catalog : CatalogBase {
public:
  void member_of_base_bad() {
    Call call;
    client_.Get("/a", common_);
    // WARN missing-context-injection:
  }
  void member_by_this_bad() {
    Call call;
    client_.Get("/a", this->own_);
    // WARN missing-context-injection:
  }

private:
  httplib::Client client_{"catalog", 80};
  httplib::Headers own_;
};

void fresh_objects(httplib::Client &client) {
  httplib::Headers headers;
  Config config{{}, {}, &headers, std::make_shared<httplib::Headers>()};
  headers_behind_pointers_bad(client, config);
  members_of_a_parameter_bad(client, config);
  moved_member_bad(client, config);
  reference_to_headers_bad(client, config);
  copy_of_headers_bad(client, config);
  one_of_two_headers_bad(client, config, headers, true);
  Catalog catalog;
  catalog.member_of_base_bad();
  catalog.member_by_this_bad();
}

// Captured, by value and by init-capture: const in the lambda unless mutable.
void captured_headers_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  auto get = [headers](httplib::Client &to) { to.Get("/a", headers); };
  // WARN missing-context-injection:
  get(client);
}

void init_capture_bad(httplib::Client &client) {
  Call call;
  auto get = [headers = httplib::Headers()](httplib::Client &to) {
    to.Get("/a", headers);
    // WARN missing-context-injection:
  };
  get(client);
}

void mutable_init_capture_bad(httplib::Client &client) {
  Call call;
  auto get = [headers = httplib::Headers()](httplib::Client &to) mutable {
    to.Get("/a", headers);
    // WARN missing-context-injection:
  };
  get(client);
}

// Temporaries of every spelling.
void braced_headers_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", {{"accept", "text/html"}});
  // WARN missing-context-injection:
}

void temporary_headers_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", httplib::Headers{{"accept", "text/html"}});
  // WARN missing-context-injection:
  client.Post("/b", httplib::Headers(), "body", "text/plain");
  // WARN missing-context-injection:
}

// Overloads that differ in more than the headers.
void receivers_bad(httplib::Client &client) {
  httplib::Headers headers;
  Call call;
  client.Get("/a", [](const char *, size_t) { return true; });
  // WARN missing-context-injection:
  client.Get("/b", headers, [](const char *, size_t) { return true; });
  // WARN missing-context-injection:
}

void progress_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", [](uint64_t, uint64_t) { return true; });
  // WARN missing-context-injection:
}

void params_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", httplib::Params{{"page", "2"}}, httplib::Headers{});
  // WARN missing-context-injection:
  client.Post("/b", httplib::Params{});
  // WARN missing-context-injection:
}

void all_methods_bad(httplib::Client &client) {
  Call call;
  client.Delete("/a");
  // WARN missing-context-injection:
  client.Put("/b", "body", "text/plain");
  // WARN missing-context-injection:
  client.Patch("/c", "body", "text/plain");
  // WARN missing-context-injection:
  client.Post("/d");
  // WARN missing-context-injection:
  client.Head("/e");
  // WARN missing-context-injection:
  client.Options("/f");
  // WARN missing-context-injection:
}

void request_and_response_bad(httplib::Client &client) {
  Call call;
  httplib::Request request;
  httplib::Response response;
  httplib::Error error;
  request.method = "GET";
  request.path = "/a";
  client.send(request, response, error);
  // WARN missing-context-injection:
}

// One call in the argument of another.
void nested_calls_bad(httplib::Client &client) {
  Call call;
  client.Get("/a", httplib::Headers{{"token", client.Get("/token")->body}});
  // WARN missing-context-injection:
  // WARN missing-context-injection:
  client.Post("/b", client.Get("/c")->body, "text/plain");
  // WARN missing-context-injection:
  // WARN missing-context-injection:
}

// Comments and odd spacing around the arguments.
void comments_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  // clang-format off
  client.Get("/a", headers /* of the call */);
  // WARN missing-context-injection:
  client . Get ( "/b" ) ;
  // WARN missing-context-injection:
  client.Get("/c" // the path
  // WARN missing-context-injection:
             , headers);
  client.Get(R"(/d(x))"); client.Get("/e)"); client.Get("/f" "/g");
  // WARN missing-context-injection:
  // WARN missing-context-injection:
  // WARN missing-context-injection:
  // clang-format on
}

// An argument may come from a macro; a call in one is not touched.
#define STOCK_PATH "/stock"
#define GET_STOCK(client) client.Get(STOCK_PATH)
void macro_as_argument_bad(httplib::Client &client) {
  Call call;
  client.Get(STOCK_PATH);
  // WARN missing-context-injection:
}

void macro_around_call_bad(httplib::Client &client) {
  Call call;
  GET_STOCK(client);
  // WARN missing-context-injection:
}

// The runtime's name is taken.
namespace app {
namespace trace_tidy {
inline int version = 1;
}
void hidden_by_namespace_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  client.Get("/a");
  // WARN missing-context-injection:
  client.Get("/b", headers);
  // WARN missing-context-injection:
}
} // namespace app

void hidden_by_variable_bad(httplib::Client &client) {
  Call call;
  int trace_tidy = 0;
  client.Get("/a");
  // WARN missing-context-injection:
  (void)trace_tidy;
}

// A wrapper's callers, each with its own carrier.
namespace {
httplib::Result SendConst(httplib::Client &client,
                          const httplib::Headers &headers = {}) {
  return client.Get("/send", headers);
  // WARN missing-context-injection:
}
httplib::Result SendMutable(httplib::Client &client,
                            httplib::Headers &headers) {
  return client.Get("/send", headers);
  // WARN missing-context-injection:
}
httplib::Result SendValue(httplib::Client &client, httplib::Headers headers) {
  return client.Get("/send", std::move(headers));
  // WARN missing-context-injection:
}
} // namespace

void callers_of_const_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  const httplib::Headers fixed;
  SendConst(client);
  SendConst(client, {{"accept", "text/html"}});
  SendConst(client, headers);
  SendConst(client, fixed);
}

void caller_of_mutable_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  SendMutable(client, headers);
}

void callers_of_value_bad(httplib::Client &client,
                          const httplib::Headers &received) {
  Call call;
  const httplib::Headers fixed;
  httplib::Headers headers;
  SendValue(client, fixed);
  SendValue(client, received);
  SendValue(client, headers);
  SendValue(client, {});
}

// Arguments behind a pack.
template <class... Arguments>
auto Forward(httplib::Client &client, Arguments &&...arguments) {
  return client.Get("/pack", std::forward<Arguments>(arguments)...);
  // WARN missing-context-injection:
}

void callers_of_pack_bad(httplib::Client &client) {
  Call call;
  httplib::Headers headers;
  Forward(client, httplib::Headers{});
  Forward(client, headers);
}

// A template that is right for one instantiation only.
struct FakeClient {
  int Get(const char *) { return 1; }
};

template <class Client> void any_client_bad(Client &client) {
  Call call;
  client.Get("/a");
  // WARN missing-context-injection:
}

template <class Client> void real_clients_bad(Client &client) {
  Call call;
  client.Get("/a");
  // WARN missing-context-injection:
}

void instantiate(httplib::Client &client) {
  FakeClient fake;
  any_client_bad(client);
  any_client_bad(fake);
  real_clients_bad(client);
}

// Nothing is sent by an operand that is not evaluated.
bool unevaluated_ok(httplib::Client &client) {
  Call call;
  return noexcept(client.Get("/a")) || sizeof(client.Get("/b")) > 1 ||
         sizeof(decltype(client.Get("/c"))) > 1;
}
