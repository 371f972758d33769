#include "jobs.h"

#include <sqlite3.h>
#include <unistd.h>

namespace {
sqlite3 *database = nullptr;
}

// On a thread that starts with no span.
void writeAudit(const std::string &entry) {
  sqlite3_exec(database, entry.c_str(), nullptr, nullptr, nullptr);
  // WARN blocking-call-outside-span: 'sqlite3_exec'
}

// It takes a request, so it works for one; the queue's thread has no span.
void notifyOwner(const httplib::Request &request) {
  if (!request.body.empty())
    usleep(100);
    // FN blocking-call-outside-span: a queue of callables is not followed from push to pop
}

void writeReceipt(const std::string &entry) {
  sqlite3_exec(database, entry.c_str(), nullptr, nullptr, nullptr);
}
