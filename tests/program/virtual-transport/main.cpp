#include "services.h"

int main() {
  Checkout checkout(traced(makeHttpTransport("orders")));
  Reports reports(makeDirectTransport("reports"));
  httplib::Server server;
  server.Post("/checkout",
              [&](const httplib::Request &request, httplib::Response &response) {
                checkout.handle(request, response);
              });
  server.Post("/reports",
              [&](const httplib::Request &request, httplib::Response &response) {
                reports.handle(request, response);
              });
  server.listen("0.0.0.0", 8080);
}
