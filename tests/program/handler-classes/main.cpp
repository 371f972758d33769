#include "handlers.h"
#include "shop_service.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/ServerSocket.h>

namespace {
class Factory : public Poco::Net::HTTPRequestHandlerFactory {
public:
  explicit Factory(PGconn *connection) : connection_(connection) {}
  Poco::Net::HTTPRequestHandler *
  createRequestHandler(const Poco::Net::HTTPServerRequest &request) override {
    if (request.getURI() == "/stock")
      return new StockHandler(connection_);
    if (request.getURI() == "/prices")
      return new PriceHandler(connection_);
    return new LegacyHandler(connection_);
  }

private:
  PGconn *connection_;
};
} // namespace

int main() {
  PGconn *connection = PQconnectdb("dbname=shop");
  Poco::Net::HTTPServer http(new Factory(connection),
                             Poco::Net::ServerSocket(8080),
                             new Poco::Net::HTTPServerParams);
  http.start();
  ShopService service(connection);
  grpc::ServerBuilder builder;
  builder.AddListeningPort("0.0.0.0:50051", grpc::InsecureServerCredentials());
  builder.RegisterService(&service);
  auto server = builder.BuildAndStart();
  server->Wait();
}
