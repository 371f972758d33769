#include <httplib.h>

void getAlone(const httplib::Request &request, httplib::Response &response);
void getStock(const httplib::Request &request, httplib::Response &response);
void getPrice(const httplib::Request &request, httplib::Response &response);

int main() {
  httplib::Server server;
  server.Get("/alone", getAlone);
  server.Get("/stock", getStock);
  server.Get("/price", getPrice);
  server.listen("0.0.0.0", 8080);
}
