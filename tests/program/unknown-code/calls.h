#pragma once
#include <httplib.h>

bool fetch(const httplib::Headers &headers);
bool store(const httplib::Headers &headers);
void settle();
void flushDisks();
