#pragma once
#include "traced_handler.h"

#include <libpq-fe.h>

class StockHandler : public TracedHandler {
public:
  explicit StockHandler(PGconn *connection) : connection_(connection) {}

protected:
  void answer(Poco::Net::HTTPServerRequest &request,
              Poco::Net::HTTPServerResponse &response) override;

private:
  PGconn *connection_;
};

class PriceHandler : public TracedHandler {
public:
  explicit PriceHandler(PGconn *connection) : connection_(connection) {}

protected:
  void answer(Poco::Net::HTTPServerRequest &request,
              Poco::Net::HTTPServerResponse &response) override;

private:
  PGconn *connection_;
};

/// Older than TracedHandler.
class LegacyHandler : public Poco::Net::HTTPRequestHandler {
public:
  explicit LegacyHandler(PGconn *connection) : connection_(connection) {}
  void handleRequest(Poco::Net::HTTPServerRequest &request,
                     Poco::Net::HTTPServerResponse &response) override;

private:
  PGconn *connection_;
};
