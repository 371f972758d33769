// FLAGS: -std=c++20
// Calls every function that models/boost-beast.yaml names, under each of its
// conditions.
#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include <chrono>
#include <string>

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using Code = boost::system::error_code;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

void requests(beast::tcp_stream &stream, Request &request) {
  auto done = [](Code, std::size_t) {};
  http::write(stream, request);
  http::async_write(stream, request, done);
  http::request_serializer<http::string_body> serializer(request);
  http::write(stream, serializer);
  http::write_header(stream, serializer);
  http::write_some(stream, serializer);
  http::async_write(stream, serializer, done);
  http::async_write_header(stream, serializer, done);
  http::async_write_some(stream, serializer, done);
  serializer.get();
}

void responses(beast::tcp_stream &stream, Response &response) {
  http::write(stream, response);
  http::response_serializer<http::string_body> serializer(response);
  http::write(stream, serializer);
  http::write_header(stream, serializer);
  http::write_some(stream, serializer);
}

void readRequests(beast::tcp_stream &stream, Request &request) {
  auto done = [](Code, std::size_t) {};
  beast::flat_buffer buffer;
  http::read(stream, buffer, request);
  http::async_read(stream, buffer, request, done);
  http::request_parser<http::string_body> parser;
  http::read(stream, buffer, parser);
  http::read_header(stream, buffer, parser);
  http::read_some(stream, buffer, parser);
  http::async_read(stream, buffer, parser, done);
  http::async_read_header(stream, buffer, parser, done);
  http::async_read_some(stream, buffer, parser, done);
  parser.get();
  parser.release();
}

void readResponses(beast::tcp_stream &stream, Response &response) {
  beast::flat_buffer buffer;
  http::read(stream, buffer, response);
  http::response_parser<http::string_body> parser;
  http::read(stream, buffer, parser);
  http::read_header(stream, buffer, parser);
  http::read_some(stream, buffer, parser);
}

void headers(Request &request, Response &response) {
  request.set("traceparent", "value");
  request.set(http::field::host, "localhost");
  request.insert("traceparent", "value");
  request.insert(http::field::unknown, "traceparent", "value");
  request["traceparent"];
  request.at("traceparent");
  request.find("traceparent");
  request.count("traceparent");
  request.equal_range("traceparent");
  request.base();
  request.clear();
  request.method();
  request.method_string();
  request.target();
  request.version();
  request.keep_alive();
  request.prepare_payload();
  request.content_length(1);
  response.need_eof();
  response.result();
  response.reason();
}

void websockets(websocket::stream<beast::tcp_stream> &stream) {
  auto done = [](Code, std::size_t) {};
  beast::flat_buffer buffer;
  stream.set_option(websocket::stream_base::decorator(
      [](websocket::request_type &request) { request.set("a", "b"); }));
  stream.handshake("localhost", "/");
  stream.accept();
  stream.read(buffer);
  stream.read_some(buffer, 1);
  stream.write(buffer.data());
  stream.write_some(true, buffer.data());
  stream.ping({});
  stream.close(websocket::close_code::normal);
  stream.async_handshake("localhost", "/", [](Code) {});
  stream.async_accept([](Code) {});
  stream.async_read(buffer, done);
  stream.async_read_some(buffer, 1, done);
  stream.async_write(buffer.data(), done);
  stream.async_write_some(true, buffer.data(), done);
  stream.async_ping({}, [](Code) {});
  stream.async_close(websocket::close_code::normal, [](Code) {});
  stream.next_layer();
}

void streams(beast::tcp_stream &stream,
             const boost::asio::ip::tcp::endpoint &peer) {
  static char bytes[16];
  auto done = [](Code, std::size_t) {};
  stream.expires_after(std::chrono::seconds(1));
  stream.expires_at(std::chrono::steady_clock::now());
  stream.expires_never();
  stream.connect(peer);
  stream.read_some(boost::asio::buffer(bytes));
  stream.write_some(boost::asio::buffer(bytes));
  stream.async_connect(peer, [](Code) {});
  stream.async_read_some(boost::asio::buffer(bytes), done);
  stream.async_write_some(boost::asio::buffer(bytes), done);
  beast::flat_buffer buffer;
  beast::async_detect_ssl(stream, buffer, [](Code, bool) {});
  stream.cancel();
  stream.close();
  beast::bind_front_handler([](int, Code) {}, 1)(Code());
  beast::bind_handler([](int, Code) {}, 1, std::placeholders::_1)(Code());
}
