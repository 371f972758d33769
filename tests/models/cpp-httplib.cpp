// FLAGS: -std=c++20
// Calls every function that models/cpp-httplib.yaml names, under each of its
// conditions.
#include <httplib.h>

void client(httplib::Client &client, const httplib::Headers &headers) {
  client.Get("/");
  client.Get("/", headers);
  client.Get("/", [](const char *, size_t) { return true; });
  client.Get("/", headers, [](uint64_t, uint64_t) { return true; });
  client.Head("/");
  client.Head("/", headers);
  client.Post("/");
  client.Post("/", headers, "body", "text/plain");
  client.Put("/");
  client.Put("/", headers, "body", "text/plain");
  client.Patch("/");
  client.Patch("/", headers, "body", "text/plain");
  client.Delete("/");
  client.Delete("/", headers);
  client.Options("/");
  client.Options("/", headers);
  httplib::Request request;
  httplib::Response response;
  auto error = httplib::Error::Success;
  client.send(request, response, error);
  client.send(request);
  client.set_default_headers(headers);
  client.stop();
}

void implementation(httplib::ClientImpl &client,
                    const httplib::Headers &headers) {
  client.Get("/");
  client.Get("/", headers);
  client.Get("/", [](const char *, size_t) { return true; });
  client.Get("/", headers, [](uint64_t, uint64_t) { return true; });
  client.Head("/");
  client.Head("/", headers);
  client.Post("/");
  client.Post("/", headers, "body", "text/plain");
  client.Put("/");
  client.Put("/", headers, "body", "text/plain");
  client.Patch("/");
  client.Patch("/", headers, "body", "text/plain");
  client.Delete("/");
  client.Delete("/", headers);
  client.Options("/");
  client.Options("/", headers);
  httplib::Request request;
  httplib::Response response;
  auto error = httplib::Error::Success;
  client.send(request, response, error);
  client.send(request);
  client.set_default_headers(headers);
  client.stop();
}

void messages(httplib::Request &request, httplib::Response &response) {
  request.set_header("traceparent", "value");
  request.has_header("traceparent");
  request.get_header_value("traceparent");
  request.get_header_value_count("traceparent");
  request.headers.emplace("a", "b");
  response.set_header("a", "b");
  response.has_header("a");
  response.get_header_value("a");
  response.get_header_value_count("a");
  response.set_content("body", "text/plain");
  response.set_redirect("/");
  response.set_content_provider(
      1, "text/plain",
      [](size_t, size_t, httplib::DataSink &) { return true; });
  response.set_content_provider(
      "text/plain", [](size_t, httplib::DataSink &) { return true; });
  response.set_chunked_content_provider(
      "text/plain", [](size_t, httplib::DataSink &) { return true; });
  auto result = httplib::Client("localhost").Get("/");
  result.has_request_header("a");
  result.get_request_header_value("a");
}

void server(httplib::TaskQueue &queue) {
  httplib::Server server;
  auto handler = [](const httplib::Request &, httplib::Response &) {};
  server.Get("/", handler);
  server.Post("/", handler);
  server.Post("/", [](const httplib::Request &, httplib::Response &,
                      const httplib::ContentReader &reader) {
    reader([](const char *, size_t) { return true; });
  });
  server.Put("/", handler);
  server.Patch("/", handler);
  server.Delete("/", handler);
  server.Options("/", handler);
  server.set_pre_routing_handler(
      [](const httplib::Request &, httplib::Response &) {
        return httplib::Server::HandlerResponse::Unhandled;
      });
  server.set_post_routing_handler(handler);
  server.set_error_handler(httplib::Server::Handler(handler));
  server.set_exception_handler(
      [](const httplib::Request &, httplib::Response &, std::exception_ptr) {});
  server.set_expect_100_continue_handler(
      [](const httplib::Request &, httplib::Response &) { return 100; });
  server.set_file_request_handler(handler);
  server.set_logger([](const httplib::Request &, const httplib::Response &) {});
  server.set_default_headers({});
  server.set_mount_point("/", ".");
  server.bind_to_port("localhost", 80);
  server.bind_to_any_port("localhost");
  server.listen_after_bind();
  server.listen("localhost", 80);
  server.stop();
  queue.enqueue([] {});
}
