// FLAGS: -std=c++20 -I/usr/include/postgresql
// Calls every function of models/libpq.yaml, under every condition an entry has.
#include <libpq-fe.h>

namespace {

void queries(PGconn *Conn) {
  const char *Values[] = {"1"};
  PQArgBlock Args[1] = {};
  int Length = 0;
  PQexec(Conn, "SELECT 1");
  PQexecParams(Conn, "SELECT $1", 1, nullptr, Values, nullptr, nullptr, 0);
  PQprepare(Conn, "s", "SELECT $1", 1, nullptr);
  PQexecPrepared(Conn, "s", 1, Values, nullptr, nullptr, 0);
  PQdescribePrepared(Conn, "s");
  PQdescribePortal(Conn, "p");
  PQfn(Conn, 1, &Length, &Length, 1, Args, 1);
}

void results(PGconn *Conn) {
  char *Row = nullptr;
  char Line[16];
  PQgetResult(Conn);
  PQgetCopyData(Conn, &Row, 0);
  PQputCopyEnd(Conn, nullptr);
  PQgetline(Conn, Line, sizeof(Line));
  PQendcopy(Conn);
}

void connections() {
  const char *Keywords[] = {"host", nullptr}, *Values[] = {"db", nullptr};
  char Error[64];
  PGconn *Conn = PQconnectdb("host=db");
  PQconnectdbParams(Keywords, Values, 0);
  PQsetdbLogin("db", nullptr, nullptr, nullptr, "name", nullptr, nullptr);
  PQreset(Conn);
  PQping("host=db");
  PQpingParams(Keywords, Values, 0);
  PQcancel(PQgetCancel(Conn), Error, sizeof(Error));
  PQrequestCancel(Conn);
  PQsetClientEncoding(Conn, "UTF8");
}

void largeObjects(PGconn *Conn) {
  char Buffer[8];
  int Fd = lo_open(Conn, 1, 0);
  lo_read(Conn, Fd, Buffer, sizeof(Buffer));
  lo_write(Conn, Fd, Buffer, sizeof(Buffer));
  lo_lseek(Conn, Fd, 0, 0);
  lo_lseek64(Conn, Fd, 0, 0);
  lo_tell(Conn, Fd);
  lo_tell64(Conn, Fd);
  lo_truncate(Conn, Fd, 0);
  lo_truncate64(Conn, Fd, 0);
  lo_close(Conn, Fd);
  lo_creat(Conn, 0);
  lo_create(Conn, 1);
  lo_unlink(Conn, 1);
  lo_import(Conn, "a");
  lo_import_with_oid(Conn, "a", 1);
  lo_export(Conn, 1, "a");
}

void asynchronous(PGconn *Conn) {
  const char *Keywords[] = {"host", nullptr}, *Values[] = {"db", nullptr};
  PQsendQuery(Conn, "SELECT 1");
  PQsendQueryParams(Conn, "SELECT $1", 1, nullptr, Values, nullptr, nullptr, 0);
  PQsendPrepare(Conn, "s", "SELECT $1", 1, nullptr);
  PQsendQueryPrepared(Conn, "s", 1, Values, nullptr, nullptr, 0);
  PQsendDescribePrepared(Conn, "s");
  PQsendDescribePortal(Conn, "p");
  PQsendFlushRequest(Conn);
  PQpipelineSync(Conn);
  PQflush(Conn);
  PQconsumeInput(Conn);
  PQconnectStart("host=db");
  PQconnectStartParams(Keywords, Values, 0);
  PQconnectPoll(Conn);
  PQresetStart(Conn);
  PQresetPoll(Conn);
}

} // namespace

int main() {
  queries(nullptr);
  results(nullptr);
  connections();
  largeObjects(nullptr);
  asynchronous(nullptr);
}
