// FLAGS: -std=c++20
// Calls every function of models/hiredis.yaml.
#include <cstdarg>

#include <hiredis/async.h>
#include <hiredis/hiredis.h>

namespace {

const char *Words[] = {"GET", "key"};

void formatted(redisContext *C, redisAsyncContext *Async, redisCallbackFn *Done, ...) {
  va_list Arguments;
  va_start(Arguments, Done);
  redisvCommand(C, "GET %s", Arguments);
  redisvAppendCommand(C, "GET %s", Arguments);
  redisvAsyncCommand(Async, Done, nullptr, "GET %s", Arguments);
  va_end(Arguments);
}

void commands(redisContext *C) {
  void *Reply = nullptr;
  redisCommand(C, "GET %s", "key");
  redisCommandArgv(C, 2, Words, nullptr);
  redisAppendCommand(C, "GET %s", "key");
  redisAppendCommandArgv(C, 2, Words, nullptr);
  redisAppendFormattedCommand(C, "", 0);
  redisGetReply(C, &Reply);
  redisGetReplyFromReader(C, &Reply);
}

void connections() {
  timeval Timeout{};
  redisContext *C = redisConnect("cache", 6379);
  redisConnectWithTimeout("cache", 6379, Timeout);
  redisConnectUnix("/run/redis");
  redisConnectUnixWithTimeout("/run/redis", Timeout);
  redisReconnect(C);
  redisConnectNonBlock("cache", 6379);
  redisConnectBindNonBlock("cache", 6379, "::1");
  redisConnectBindNonBlockWithReuse("cache", 6379, "::1");
  redisConnectUnixNonBlock("/run/redis");
  redisAsyncConnect("cache", 6379);
  redisAsyncConnectBind("cache", 6379, "::1");
  redisAsyncConnectBindWithReuse("cache", 6379, "::1");
  redisAsyncConnectUnix("/run/redis");
}

void done(redisAsyncContext *, void *, void *) {}
void changed(const redisAsyncContext *, int) {}

void asynchronous(redisAsyncContext *Async) {
  redisAsyncSetConnectCallback(Async, changed);
  redisAsyncSetDisconnectCallback(Async, changed);
  redisAsyncCommand(Async, done, nullptr, "GET %s", "key");
  redisAsyncCommandArgv(Async, done, nullptr, 2, Words, nullptr);
  redisAsyncFormattedCommand(Async, done, nullptr, "", 0);
}

} // namespace

int main() {
  formatted(nullptr, nullptr, done, "key");
  commands(nullptr);
  connections();
  asynchronous(nullptr);
}
