// FLAGS: -std=c++20
// Fix-its at handlers: parameters without names, names that are taken, bodies
// of every form, handlers that return early, tracers that may be null.
#include "carriers.h"
#include "shop.grpc.h"

#include <httplib.h>

#include <coroutine>
#include <string>
#include <thread>

using httplib::Request;
using httplib::Response;

void unnamed_parameters_bad(httplib::Server &server, httplib::Client &client) {
  server.Get("/a", [&](const Request &, Response &) { client.Get("/x"); });
  // WARN uninstrumented-handler:
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
  server.Get("/b", [&](const Request & /*request*/, Response &response) {
    // WARN uninstrumented-handler:
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    response.status = 200;
  });
  // clang-format off
  server.Get("/c", [&](const Request & /* odd */, Response &) /* too */ { // much
  // WARN uninstrumented-handler:
    client.Get("/x"); });
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
  // clang-format on
}

void names_taken_in_the_body_bad(httplib::Server &server,
                                 httplib::Client &client) {
  server.Get("/a", [&client](const Request &, Response &) {
    // WARN uninstrumented-handler:
    int span = 1, scope = 2, server_span = 3;
    std::string request = "x";
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    (void)span, (void)scope, (void)server_span;
  });
}

// A captured name is taken, used or not.
void names_captured_bad(httplib::Server &server, httplib::Client &client) {
  int request = 1;
  server.Get("/a", [&client, &request](const Request &, Response &) {
    // WARN uninstrumented-handler:
    ++request;
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  });
  server.Get("/b", [&client, &request](const Request &, Response &) {
    // WARN uninstrumented-handler:
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  });
  server.Get("/c", [&client, request = 2](const Request &, Response &) {
    // WARN uninstrumented-handler:
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  });
}

void generic_lambda_bad(httplib::Server &server, httplib::Client &client) {
  server.Get("/a", [&client](auto &, auto &) { client.Get("/x"); });
  // WARN uninstrumented-handler:
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
  server.Get("/b", [client = &client](const auto &span, auto &) mutable {
    // WARN uninstrumented-handler:
    client->Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    (void)span;
  });
}

// Members, static members and functions that are defined elsewhere.
class Routes {
public:
  void install(httplib::Server &server) {
    server.Get("/a", [this](const Request &request, Response &response) {
      member_bad(request, response);
    });
    server.Get("/b", &defined_below_bad);
  }
  void member_bad(const Request &, Response &) { client_.Get("/x"); }
  // WARN uninstrumented-handler:
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
  static void defined_below_bad(const Request &, Response &);

private:
  httplib::Client client_{"upstream", 80};
};

void Routes::defined_below_bad(const Request &, Response &) {
  // WARN uninstrumented-handler:
  httplib::Client client("upstream", 80);
  client.Get("/x");
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
}

// Twice over the same function, once with a lambda between.
void shared_by_routes_bad(const Request &, Response &) {
  // WARN uninstrumented-handler:
  httplib::Client client("upstream", 80);
  client.Get("/x");
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
}

void install(httplib::Server &server) {
  server.Get("/b", shared_by_routes_bad);
  server.Post("/b", shared_by_routes_bad);
  server.Put("/b", [](const Request &request, Response &response) {
    shared_by_routes_bad(request, response);
  });
}

// The tracer: by capture, hidden by a variable, a member that may be null.
void captured_tracer_bad(httplib::Server &server, httplib::Client &client,
                         nostd::shared_ptr<trace::Tracer> tracer) {
  server.Get("/a", [tracer, &client](const Request &, Response &) {
    // WARN uninstrumented-handler:
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  });
}

void hidden_tracer_bad(httplib::Server &server, httplib::Client &client,
                       nostd::shared_ptr<trace::Tracer> tracer) {
  server.Get("/a", [tracer, &client](const Request &, Response &) {
    // WARN uninstrumented-handler:
    int tracer = 3;
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    (void)tracer;
  });
}

class Switchable {
public:
  void install(httplib::Server &server) {
    server.Get("/a", [this](const Request &request, Response &response) {
      traced_on_demand_bad(request, response);
    });
    server.Get("/b", [this](const Request &request, Response &response) {
      untraced_bad(request, response);
    });
  }
  void traced_on_demand_bad(const Request &, Response &) {
    nostd::shared_ptr<trace::Span> span;
    if (tracer_)
      span = tracer_->StartSpan("demand");
    // WARN missing-context-extraction:
    client_.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    if (span)
      span->End();
  }
  void untraced_bad(const Request &, Response &) { client_.Get("/x"); }
  // WARN uninstrumented-handler:
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:

private:
  nostd::shared_ptr<trace::Tracer> tracer_; // null: tracing is off
  httplib::Client client_{"upstream", 80};
};

// A coroutine goes on when its caller has returned, and the request is gone.
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct OtherThread {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    std::thread([handle] { handle.resume(); }).detach();
  }
  void await_resume() {}
};

Task suspended_in_callee_bad(const Request &) {
  // WARN uninstrumented-handler:
  httplib::Client client("upstream", 80);
  client.Get("/x");
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
  co_await OtherThread{};
  client.Get("/y");
  // WARN missing-context-injection:
  // WARN blocking-call-outside-span:
}

void coroutines_bad(httplib::Server &server) {
  server.Get("/a", [](const Request &request, Response &) {
    suspended_in_callee_bad(request);
  });
  server.Get("/b", [](const Request &, Response &) -> Task {
    // WARN uninstrumented-handler:
    httplib::Client client("upstream", 80);
    client.Get("/x");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    co_await OtherThread{};
    client.Get("/y");
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  });
}

// gRPC: parameters without names, and a context that is the caller's parent.
class Front final : public shop::Shop::Service {
public:
  grpc::Status Get(grpc::ServerContext *, const shop::Req *,
                   // WARN uninstrumented-handler:
                   shop::Rep *) override {
    grpc::ClientContext context;
    shop::Req request;
    shop::Rep reply;
    return stub_->Get(&context, request, &reply);
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  }
  grpc::Status Put(grpc::ServerContext *context, const shop::Req *request,
                   // WARN uninstrumented-handler:
                   shop::Rep *reply) override {
    grpc::ClientContext server_span;
    return stub_->Put(&server_span, *request, reply);
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
  }

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};

// A reactor's work goes on when the handler has returned it.
class Reactors final : public shop::Shop::CallbackService {
public:
  grpc::ServerUnaryReactor *Get(grpc::CallbackServerContext *,
                                // WARN uninstrumented-handler:
                                const shop::Req *request,
                                shop::Rep *reply) override {
    struct Later : grpc::ServerUnaryReactor {
      void OnDone() override { delete this; }
    };
    grpc::ClientContext context;
    stub_->Get(&context, *request, reply);
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    return new Later;
  }
  grpc::ServerUnaryReactor *Put(grpc::CallbackServerContext *context,
                                // WARN uninstrumented-handler:
                                const shop::Req *request,
                                shop::Rep *reply) override {
    grpc::ClientContext call;
    stub_->Put(&call, *request, reply);
    // WARN missing-context-injection:
    // WARN blocking-call-outside-span:
    auto *reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

private:
  std::unique_ptr<shop::Shop::Stub> stub_;
};
