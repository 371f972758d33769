// FLAGS: -std=c++20
// Calls every function that models/cpprestsdk.yaml names, under each of its
// conditions.
#include <cpprest/http_client.h>
#include <cpprest/http_listener.h>
#include <cpprest/ws_client.h>
#include <pplx/pplxtasks.h>

#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace http = web::http;
namespace ws = web::websockets::client;
using Listener = web::http::experimental::listener::http_listener;

void client(http::client::http_client &client) {
  http::http_request request(http::methods::GET);
  request.headers().add("traceparent", "value");
  request.headers()["traceparent"] = "value";
  request.headers().set_content_type("text/plain");
  request.headers().set_content_length(1);
  request.headers().set_cache_control("none");
  request.headers().set_date(utility::datetime());
  client.add_handler([](http::http_request message,
                        std::shared_ptr<http::http_pipeline_stage> next) {
    return next->propagate(message);
  });
  http::http_request copy(request);
  pplx::task<http::http_response> answer = client.request(copy);
  answer = client.request(http::methods::GET, "/");
  answer.wait();
  http::http_response response = answer.get();
  response.headers();
  response.status_code();
  response.set_status_code(200);
  request.headers().clear();
}

void server(Listener &listener) {
  listener.support([](http::http_request request) {
    std::string value;
    request.headers().has("traceparent");
    request.headers().find("traceparent");
    request.headers().match("traceparent", value);
    request.reply(http::status_codes::OK);
  });
  listener.support(http::methods::GET, [](http::http_request) {});
  listener.open();
  listener.close();
}

void sockets() {
  ws::websocket_client_config config;
  config.headers().add("traceparent", "value");
  ws::websocket_client client(config);
  client.connect(web::uri("ws://localhost"));
  client.send(ws::websocket_outgoing_message());
  client.receive();
  client.close();
  ws::websocket_callback_client callbacks(config);
  callbacks.connect(web::uri("ws://localhost"));
  callbacks.set_message_handler([](const ws::websocket_incoming_message &) {});
  callbacks.set_close_handler([](ws::websocket_close_status,
                                 const utility::string_t &,
                                 const std::error_code &) {});
  callbacks.send(ws::websocket_outgoing_message());
  callbacks.close();
}

void tasks() {
  pplx::task<int> first = pplx::create_task([] { return 1; });
  pplx::task<int> second([] { return 2; });
  pplx::task<int> copy(first);
  copy = pplx::create_task(second);
  pplx::task_completion_event<int> event;
  pplx::create_task(event);
  event.set(1);
  event.set_exception(std::string());
  copy.then([](int value) { return value; }).wait();
  copy.is_done();
  std::vector<pplx::task<int>> all{first, second};
  pplx::when_all(all.begin(), all.end()).get();
  pplx::when_any(all.begin(), all.end()).wait();
  pplx::task_from_result(1);
}
