#include "handlers.h"

#include "finish.h"
#include "journal.h"

namespace {
// The helper ends the span before the journal is forced to the disk.
void postOrder(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'postOrder'
  auto span = StartServer("POST /orders", request);
  trace::Scope scope(span);
  response.status = 201;
  finish(span, response.status);
  syncOrders();
  // NOTE 'syncOrders' is called here
}

// The helper only notes.
void postItem(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("POST /items", request);
  trace::Scope scope(span);
  response.status = 201;
  note(span, response.status);
  syncItems();
}

// The helper ends the span on one path.
void postMail(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'postMail'
  auto span = StartServer("POST /mails", request);
  trace::Scope scope(span);
  response.status = request.body.empty() ? 500 : 201;
  finishIfFailed(span, response.status);
  syncMails();
  // NOTE 'syncMails' is called here
}

// The call's own span has ended before the second call.
void getStock(const httplib::Request &request, httplib::Response &response) {
  auto span = StartServer("GET /stock", request);
  trace::Scope scope(span);
  httplib::Client client("stock", 8080);
  auto call = StartClient("GET /stock");
  auto answer = client.Get("/stock", InjectedHeaders());
  finish(call, answer ? answer->status : 0);
  if (!answer)
    answer = client.Get("/stock", InjectedHeaders());
    // WARN missing-client-span: 'Client::Get'
  response.status = answer ? 200 : 502;
  finish(span, response.status);
}
} // namespace

void addRoutes(httplib::Server &server) {
  server.Post("/orders", postOrder);
  server.Post("/items", postItem);
  server.Post("/mails", postMail);
  server.Get("/stock", getStock);
}
