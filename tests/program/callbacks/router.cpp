#include "router.h"

#include "http_spans.h"

#include <string>
#include <utility>

void addRoute(httplib::Server &server, const char *path, Handler handler) {
  server.Get(path, [handler = std::move(handler)](
                       const httplib::Request &request,
                       httplib::Response &response) {
    handler(request, response);
  });
}

void forEachRow(PGconn *connection, const char *table,
                const std::function<void(const char *)> &row) {
  PGresult *result = nullptr;
  {
    ClientSpan span("SELECT");
    const std::string sql = std::string("select id from ") + table;
    result = PQexec(connection, sql.c_str());
  }
  for (int i = 0; i < PQntuples(result); ++i)
    row(PQgetvalue(result, i, 0));
    // NOTE is called here
  PQclear(result);
}
