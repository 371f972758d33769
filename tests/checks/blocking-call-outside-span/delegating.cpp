// FLAGS: -std=c++20
// A guard whose constructor delegates to another: its span ends with it, as
// any guard's.
#include "carriers.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <libpq-fe.h>

using Poco::Net::HTTPClientSession;
using Poco::Net::HTTPRequest;

namespace {
class Guard {
public:
  explicit Guard(const char *name) : span_(Tracer()->StartSpan(name)) {}
  Guard() : Guard("query") {}

private:
  nostd::shared_ptr<trace::Span> span_;
};

void after_delegating_bad(PGconn *connection) {
  {
    Guard guard;
    PQclear(PQexec(connection, "select 1"));
  }
  PQclear(PQexec(connection, "select 2"));
  // WARN blocking-call-outside-span:
}

void after_direct_bad(PGconn *connection) {
  {
    Guard guard("query");
    PQclear(PQexec(connection, "select 1"));
  }
  PQclear(PQexec(connection, "select 2"));
  // WARN blocking-call-outside-span:
}
} // namespace

int main() {
  PGconn *connection = PQconnectdb("");
  after_delegating_bad(connection);
  after_direct_bad(connection);
  PQfinish(connection);
}

// Nothing is open at the second call, and the request is the caller's to fill.
void send_after_delegating_ok(HTTPClientSession &session,
                              HTTPRequest &request) {
  {
    Guard guard;
    session.sendRequest(request);
  }
  session.sendRequest(request);
}
