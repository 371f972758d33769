#pragma once
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

/// Opens the server span; derived classes answer.
class TracedHandler : public Poco::Net::HTTPRequestHandler {
public:
  void handleRequest(Poco::Net::HTTPServerRequest &request,
                     Poco::Net::HTTPServerResponse &response) final;

protected:
  virtual void answer(Poco::Net::HTTPServerRequest &request,
                      Poco::Net::HTTPServerResponse &response) = 0;
};
