#include "http_spans.h"
#include "stock.h"

#include <functional>

namespace {
class Routes {
public:
  explicit Routes(Stock &stock) : stock_(stock) {}
  void get(const httplib::Request &request, httplib::Response &response) {
    auto span = StartServer("GET /stock", request);
    trace::Scope scope(span);
    response.set_content(stock_.get(request.body), "text/plain");
  }
  void put(const httplib::Request &request, httplib::Response &response) {
    auto span = StartServer("PUT /stock", request);
    trace::Scope scope(span);
    response.set_content(stock_.put(request.body), "text/plain");
  }
  void last(const httplib::Request &request, httplib::Response &response) {
    // NOTE 'Routes::last'
    auto span = StartServer("GET /stock/last", request);
    trace::Scope scope(span);
    response.set_content(stock_.last(), "text/plain");
    // NOTE 'Stock::last' is called here
  }

private:
  Stock &stock_;
};
} // namespace

int main() {
  Stock stock(
      grpc::CreateChannel("stock:50051", grpc::InsecureChannelCredentials()));
  Routes routes(stock);
  using namespace std::placeholders;
  httplib::Server server;
  server.Get("/stock", std::bind(&Routes::get, &routes, _1, _2));
  server.Put("/stock",
             [&](const httplib::Request &request, httplib::Response &response) {
               routes.put(request, response);
             });
  server.Get("/stock/last", std::bind(&Routes::last, &routes, _1, _2));
  server.listen("0.0.0.0", 8080);
}
