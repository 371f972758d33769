// The two headers include each other.
#pragma once
#include "children.h"

#include <hiredis/hiredis.h>

#include <string>

/// Stores a node and, through storeChildren, all below it; no span.
void storeNode(redisContext *cache, const std::string &name, int depth);
/// Reads them the same way, with a client span for each.
int readNode(redisContext *cache, const std::string &name, int depth);
