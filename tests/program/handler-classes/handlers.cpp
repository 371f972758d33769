#include "handlers.h"

#include "carriers.h"

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

// The base class has opened the server span, and the query has its own.
void StockHandler::answer(HTTPServerRequest &, HTTPServerResponse &response) {
  auto span = Tracer()->StartSpan("SELECT stock", ClientKind());
  trace::Scope scope(span);
  PQclear(PQexec(connection_, "select * from stock"));
  response.send();
}

// The base class has opened the server span, and the query has none.
void PriceHandler::answer(HTTPServerRequest &, HTTPServerResponse &response) {
  PQclear(PQexec(connection_, "select * from prices"));
  // WARN missing-client-span: 'PQexec'
  response.send();
}

void LegacyHandler::handleRequest(HTTPServerRequest &,
                                  // WARN uninstrumented-handler: LegacyHandler
                                  // NOTE handled in
                                  HTTPServerResponse &response) {
  PQclear(PQexec(connection_, "select * from legacy"));
  // WARN blocking-call-outside-span: 'PQexec'
  response.send();
}
