#include "probes.h"

#include <hiredis/hiredis.h>
#include <libpq-fe.h>

namespace {
redisContext *cache = nullptr;
}

// Reached from the probes alone.
bool pingDatabase() { return PQping("dbname=orders") == PQPING_OK; }

bool pingCache() {
  void *reply = redisCommand(cache, "PING");
  // WARN blocking-call-outside-span: 'redisCommand'
  freeReplyObject(reply);
  return reply != nullptr;
}
