#include "calls.h"

#include "http_spans.h"

#include <unistd.h>

// Its callers hand in what the library has had in its hands.
bool fetch(const httplib::Headers &headers) {
  ClientSpan span("GET");
  httplib::Client client("stock", 8080);
  return bool(client.Get("/stock", headers));
}

// No unknown code touches what this one is given.
bool store(const httplib::Headers &headers) {
  ClientSpan span("PUT");
  httplib::Client client("stock", 8080);
  return bool(client.Put("/stock", headers, "", "text/plain"));
  // WARN missing-context-injection: 'Client::Put'
}

// Only reached through unknown code.
void settle() { usleep(10); }

// Reached without a span and without unknown code.
void flushDisks() {
  ::sync();
  // WARN blocking-call-outside-span: 'sync'
}
