#include "node.h"

#include "http_spans.h"

void storeNode(redisContext *cache, const std::string &name, int depth) {
  freeReplyObject(redisCommand(cache, "SET %s 1", name.c_str()));
  // WARN missing-client-span: 'redisCommand'
  if (depth > 0)
    storeChildren(cache, name, depth - 1);
}

int readNode(redisContext *cache, const std::string &name, int depth) {
  {
    ClientSpan span("GET");
    freeReplyObject(redisCommand(cache, "GET %s", name.c_str()));
  }
  return 1 + (depth > 0 ? readChildren(cache, name, depth - 1) : 0);
}
