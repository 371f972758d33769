#include "repository.h"

#include "http_spans.h"

namespace {
class Database final : public Repository {
public:
  explicit Database(PGconn *connection) : connection_(connection) {}
  std::string find(const std::string &id) override {
    ClientSpan span("SELECT");
    const char *values[] = {id.c_str()};
    PGresult *result =
        PQexecParams(connection_, "select body from orders where id = $1", 1,
                     nullptr, values, nullptr, nullptr, 0);
    std::string body = PQgetvalue(result, 0, 0);
    PQclear(result);
    return body;
  }

private:
  PGconn *connection_;
};
} // namespace

std::shared_ptr<Repository> makeDatabase(PGconn *connection) {
  return std::make_shared<Database>(connection);
}
