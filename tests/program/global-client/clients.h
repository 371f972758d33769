#pragma once
#include <httplib.h>

/// Clients that all files share.
extern httplib::Client inventory;
httplib::Client &prices();
/// Sets what both send with every call; the trace context is not part of it.
void setUpClients();
