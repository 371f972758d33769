// FLAGS: -std=c++20 -DBOOST_ASIO_HAS_CO_AWAIT=1
// -DBOOST_ASIO_HAS_STD_COROUTINE=1 Boost.Beast: one write for requests and
// responses, three kinds of token.
#include "carriers.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast.hpp>

#include <memory>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

namespace {
class FieldsCarrier : public context::propagation::TextMapCarrier {
public:
  explicit FieldsCarrier(http::fields &fields) : fields_(fields) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    fields_.set(beast::string_view(key.data(), key.size()),
                beast::string_view(value.data(), value.size()));
  }

private:
  http::fields &fields_;
};
} // namespace

void write_plain_request_bad(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  Request request{http::verb::get, "/stock", 11};
  request.set(http::field::host, "inventory");
  http::write(stream, request);
  // WARN missing-context-injection:
  beast::flat_buffer buffer;
  Response response;
  http::read(stream, buffer, response);
}

void write_injected_request_ok(beast::tcp_stream &stream) {
  trace::StartSpanOptions options;
  options.kind = trace::SpanKind::kClient;
  auto span = Tracer()->StartSpan("GET /stock", options);
  trace::Scope scope(span);
  Request request{http::verb::get, "/stock", 11};
  request.set(http::field::host, "inventory");
  FieldsCarrier carrier(request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  http::write(stream, request);
  beast::flat_buffer buffer;
  Response response;
  http::read(stream, buffer, response);
}

void write_request_set_by_hand_ok(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  Request request{http::verb::get, "/stock", 11};
  request.insert("traceparent", FormatTraceparent(span->GetContext()));
  beast::error_code error;
  http::write(stream, request, error);
}

// A response is no outgoing call.
void write_response_ok(beast::tcp_stream &stream) {
  Response response{http::status::ok, 11};
  response.body() = "[]";
  response.prepare_payload();
  http::write(stream, response);
}

void write_serializer_bad(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  Request request{http::verb::post, "/orders", 11};
  request.body() = "{}";
  request.prepare_payload();
  http::request_serializer<http::string_body> serializer{request};
  http::write(stream, serializer);
  // WARN missing-context-injection:
}

void write_serializer_ok(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("POST /orders", ClientKind());
  trace::Scope scope(span);
  Request request{http::verb::post, "/orders", 11};
  FieldsCarrier carrier(request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  http::request_serializer<http::string_body> serializer{request};
  http::write(stream, serializer);
}

// The header is set while the wrong message is on its way.
void write_other_request_bad(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  Request probe{http::verb::head, "/stock", 11};
  Request request{http::verb::get, "/stock", 11};
  request.set("traceparent", FormatTraceparent(span->GetContext()));
  http::write(stream, probe);
  // WARN missing-context-injection:
  http::write(stream, request);
}

// A template over the stream, instantiated below.
template <class Stream> void write_to_any_stream_bad(Stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http::request<http::empty_body> request{http::verb::get, "/stock", 11};
  http::write(stream, request);
  // WARN missing-context-injection:
}

template <class Stream> void write_to_any_stream_ok(Stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  http::request<http::empty_body> request{http::verb::get, "/stock", 11};
  FieldsCarrier carrier(request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  http::write(stream, request);
}

void write_to_both_streams(beast::tcp_stream &stream,
                           asio::ip::tcp::socket &socket) {
  write_to_any_stream_bad(stream);
  write_to_any_stream_bad(socket);
  write_to_any_stream_ok(stream);
  write_to_any_stream_ok(socket);
}

void async_write_callback_bad(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  auto request = std::make_shared<Request>(http::verb::get, "/stock", 11);
  auto done = [request, span](beast::error_code, std::size_t) { span->End(); };
  http::async_write(stream, *request, std::move(done));
  // WARN missing-context-injection:
}

void async_write_callback_ok(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  trace::Scope scope(span);
  auto request = std::make_shared<Request>(http::verb::get, "/stock", 11);
  FieldsCarrier carrier(*request);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
  http::async_write(
      stream, *request,
      [request, span](beast::error_code, std::size_t) { span->End(); });
}

// A coroutine holds no scope across its suspensions; the context is explicit.
asio::awaitable<void> async_write_awaited_bad(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  Request request{http::verb::get, "/stock", 11};
  co_await http::async_write(stream, request, asio::use_awaitable);
  // WARN missing-context-injection:
  beast::flat_buffer buffer;
  Response response;
  co_await http::async_read(stream, buffer, response, asio::use_awaitable);
  span->End();
}

asio::awaitable<void> async_write_awaited_ok(beast::tcp_stream &stream) {
  auto span = Tracer()->StartSpan("GET /stock", ClientKind());
  Request request{http::verb::get, "/stock", 11};
  auto current = context::RuntimeContext::GetCurrent();
  FieldsCarrier carrier(request);
  Propagator()->Inject(carrier, trace::SetSpan(current, span));
  co_await http::async_write(stream, request, asio::use_awaitable);
  beast::flat_buffer buffer;
  Response response;
  co_await http::async_read(stream, buffer, response, asio::use_awaitable);
  span->End();
}

// Only the upgrade request of a websocket carries headers.
void websocket_handshake_bad(
    beast::websocket::stream<beast::tcp_stream> &socket) {
  auto span = Tracer()->StartSpan("GET /feed", ClientKind());
  trace::Scope scope(span);
  socket.handshake("feed", "/feed");
  // WARN missing-context-injection:
}

void websocket_handshake_ok(
    beast::websocket::stream<beast::tcp_stream> &socket) {
  auto span = Tracer()->StartSpan("GET /feed", ClientKind());
  trace::Scope scope(span);
  std::string value = FormatTraceparent(span->GetContext());
  socket.set_option(beast::websocket::stream_base::decorator(
      [value](beast::websocket::request_type &upgrade) {
        upgrade.set("traceparent", value);
      }));
  socket.handshake("feed", "/feed");
}
