#pragma once
#include "node.h"

#include <hiredis/hiredis.h>

#include <string>

void storeChildren(redisContext *cache, const std::string &parent, int depth);
int readChildren(redisContext *cache, const std::string &parent, int depth);
