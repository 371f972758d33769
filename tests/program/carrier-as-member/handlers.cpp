#include "handlers.h"

#include "api_client.h"
#include "http_spans.h"

void getStock(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  ApiClient stock("inventory", InjectedHeaders());
  httplib::Headers headers{{"accept", "text/plain"}};
  headers.merge(InjectedHeaders());
  ApiClient prices("prices", headers);
  AuditClient audit("audit");
  bool good = stock.get("/stock") && prices.get("/prices");
  good = good && audit.put("/log");
  response.status = good ? 200 : 502;
}

void getDailyReport(const httplib::Request &request,
                    // NO-NOTE 'getDailyReport'
                    httplib::Response &response) {
  auto span = StartServer("GET /reports/daily", request);
  trace::Scope scope(span);
  ReportClient client("reports");
  client.setHeaders(InjectedHeaders());
  response.status = client.get("/daily") ? 200 : 502;
  // NO-NOTE hands in headers
}

void getWeeklyReport(const httplib::Request &request,
                     // NOTE 'getWeeklyReport'
                     httplib::Response &response) {
  auto span = StartServer("GET /reports/weekly", request);
  trace::Scope scope(span);
  ReportClient client("reports");
  client.setHeaders({{"accept", "text/csv"}});
  response.status = client.get("/weekly") ? 200 : 502;
  // NOTE 'getWeeklyReport' hands in headers into which nothing was injected
}
