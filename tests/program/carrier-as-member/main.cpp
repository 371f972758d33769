#include "handlers.h"

int main() {
  httplib::Server server;
  server.Get("/stock", getStock);
  server.Get("/reports/daily", getDailyReport);
  server.Get("/reports/weekly", getWeeklyReport);
  server.listen("0.0.0.0", 8080);
}
