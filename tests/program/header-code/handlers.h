#pragma once
#include <hiredis/hiredis.h>
#include <httplib.h>

void addPriceRoutes(httplib::Server &server, redisContext *cache);
void addNameRoutes(httplib::Server &server, redisContext *cache);
