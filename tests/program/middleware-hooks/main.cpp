#include "handlers.h"
#include "tracing_hooks.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/ServerSocket.h>

namespace {
class Operators : public Poco::Net::HTTPRequestHandlerFactory {
public:
  Poco::Net::HTTPRequestHandler *
  createRequestHandler(const Poco::Net::HTTPServerRequest &) override {
    return new CompactHandler;
  }
};
} // namespace

int main() {
  Poco::Net::HTTPServer operators(new Operators,
                                  Poco::Net::ServerSocket(9090),
                                  new Poco::Net::HTTPServerParams);
  operators.start();
  httplib::Server server;
  installTracing(server);
  server.Get("/orders", getOrders);
  server.listen("0.0.0.0", 8080);
}
