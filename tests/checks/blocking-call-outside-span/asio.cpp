// FLAGS: -std=c++20 -DBOOST_ALLOW_DEPRECATED_HEADERS
// Boost.Asio used synchronously in cpp-httplib handlers; asynchronous starts
// and the event loop do not block.
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <httplib.h>

#include <string>

#include "opentelemetry/context/propagation/global_propagator.h"
#include "opentelemetry/context/propagation/text_map_propagator.h"
#include "opentelemetry/trace/provider.h"
#include "opentelemetry/trace/scope.h"

namespace asio = boost::asio;
namespace trace = opentelemetry::trace;
namespace context = opentelemetry::context;
namespace nostd = opentelemetry::nostd;
using asio::ip::tcp;

namespace {

struct Incoming : context::propagation::TextMapCarrier {
  const httplib::Request &req;
  explicit Incoming(const httplib::Request &r) : req(r) {}
  nostd::string_view Get(nostd::string_view key) const noexcept override {
    auto it = req.headers.find(std::string(key));
    return it == req.headers.end() ? nostd::string_view("")
                                   : nostd::string_view(it->second);
  }
  void Set(nostd::string_view, nostd::string_view) noexcept override {}
};

struct Served {
  nostd::shared_ptr<trace::Span> span;
  trace::Scope scope;
};

Served served(const char *name, const httplib::Request &req) {
  Incoming carrier(req);
  context::Context empty;
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kServer;
  options.parent = context::propagation::GlobalTextMapPropagator::
                       GetGlobalPropagator()
                           ->Extract(carrier, empty);
  auto span = trace::Provider::GetTracerProvider()->GetTracer("asio")->StartSpan(
      name, options);
  return {span, trace::Scope(span)};
}

asio::io_context io;
tcp::socket peer{io};

} // namespace

void resolveBeforeSpan_bad(const httplib::Request &req,
                           httplib::Response &res) {
  tcp::resolver resolver(io);
  auto endpoints = resolver.resolve("ledger.internal", "7000");
  // WARN blocking-call-outside-span:
  auto active = served("GET /ledger", req);
  res.status = endpoints.empty() ? 502 : 200;
}

void connectNoSpan_bad(const httplib::Request &req, httplib::Response &res) {
  // WARN uninstrumented-handler:
  tcp::socket socket(io);
  socket.connect(tcp::endpoint(asio::ip::make_address(req.remote_addr), 7000));
  // WARN blocking-call-outside-span:
  asio::write(socket, asio::buffer(req.body));
  // WARN blocking-call-outside-span:
  res.status = 200;
}

void readAfterEnd_bad(const httplib::Request &req, httplib::Response &res) {
  auto active = served("GET /frame", req);
  res.body.resize(64);
  active.span->End();
  asio::read(peer, asio::buffer(res.body));
  // WARN blocking-call-outside-span:
}

void timerBeforeSpan_bad(const httplib::Request &req, httplib::Response &res) {
  asio::steady_timer timer(io, std::chrono::milliseconds(5));
  timer.wait();
  // WARN blocking-call-outside-span:
  auto active = served("GET /timer", req);
  res.status = 200;
}

void syncUnderSpan_ok(const httplib::Request &req, httplib::Response &res) {
  auto active = served("GET /sync", req);
  tcp::resolver resolver(io);
  tcp::socket socket(io);
  asio::connect(socket, resolver.resolve("ledger.internal", "7000"));
  asio::write(socket, asio::buffer(req.body));
  res.body.resize(16);
  asio::read(socket, asio::buffer(res.body));
}

// Starting asynchronous work does not block.
void asyncStart_ok(const httplib::Request &, httplib::Response &res) {
  static asio::steady_timer timer(io, std::chrono::milliseconds(5));
  timer.async_wait([](const boost::system::error_code &) {});
  static std::string frame(64, '\0');
  peer.async_read_some(asio::buffer(frame),
                       [](const boost::system::error_code &, size_t) {});
  res.status = 202;
}

void serve(httplib::Server &svr) {
  svr.Get("/ledger", resolveBeforeSpan_bad);
  svr.Post("/connect", connectNoSpan_bad);
  svr.Get("/frame", readAfterEnd_bad);
  svr.Get("/timer", timerBeforeSpan_bad);
  svr.Post("/sync", syncUnderSpan_ok);
  svr.Get("/async", asyncStart_ok);
}

// The event loop of a thread is not a blocking call of a request.
void runLoop_ok() { io.run(); }
