#include "clients.h"
#include "http_spans.h"
#include "stock.h"

namespace {
class Orders {
public:
  Orders()
      : stock_(tracedChannel("stock:50051")),
        prices_(plainChannel("prices:50051")) {}
  void place(const httplib::Request &request, httplib::Response &response);

private:
  StockClient stock_;
  PriceClient prices_;
};

void Orders::place(const httplib::Request &request,
                   httplib::Response &response) {
  auto span = StartServer("POST /orders", request);
  trace::Scope scope(span);
  if (!stock_.reserve(request.body))
    response.status = 409;
  response.set_content(prices_.price(request.body), "text/plain");
  // NOTE 'PriceClient::price' is called here
  {
    ClientSpan call("POST /mails");
    tracedClient("mail")->Post("/mails", "", "text/plain");
  }
  {
    ClientSpan call("POST /points");
    plainClient("points")->Post("/points", "", "text/plain");
    // WARN missing-context-injection: 'Client::Post'
  }
}
} // namespace

int main() {
  Orders orders;
  httplib::Server server;
  server.Post("/orders",
              [&](const httplib::Request &request, httplib::Response &response) {
                orders.place(request, response);
              });
  server.listen("0.0.0.0", 8080);
}
