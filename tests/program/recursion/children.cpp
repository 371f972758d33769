#include "children.h"

void storeChildren(redisContext *cache, const std::string &parent, int depth) {
  for (const char *child : {"/left", "/right"})
    storeNode(cache, parent + child, depth);
}

int readChildren(redisContext *cache, const std::string &parent, int depth) {
  int count = 0;
  for (const char *child : {"/left", "/right"})
    count += readNode(cache, parent + child, depth);
  return count;
}
