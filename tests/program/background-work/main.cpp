#include "background.h"
#include "http_spans.h"
#include "jobs.h"

#include <thread>

namespace {
WorkQueue queue;

// The span stays behind on this thread.
void postAudit(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'postAudit'
  auto span = StartServer("POST /audit", request);
  trace::Scope scope(span);
  runInBackground([entry = request.body] { writeAudit(entry); });
  // NOTE 'writeAudit' is called here
  response.status = 202;
}

// The span goes with the work.
void postReceipt(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("POST /receipt", request);
  trace::Scope scope(span);
  runInBackground([span, entry = request.body] {
    trace::Scope inner(span);
    writeReceipt(entry);
  });
  queue.push([span, entry = request.body] {
    trace::Scope inner(span);
    writeReceipt(entry);
  });
  response.status = 202;
}

// The queue's thread gets the request, and no span.
void postNotice(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("POST /notice", request);
  trace::Scope scope(span);
  queue.push([request] { notifyOwner(request); });
  response.status = 202;
}
} // namespace

int main() {
  std::thread worker([] { queue.run(); });
  httplib::Server server;
  server.Post("/audit", postAudit);
  server.Post("/receipt", postReceipt);
  server.Post("/notice", postNotice);
  server.listen("0.0.0.0", 8080);
  worker.join();
}
