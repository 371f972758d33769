#include "services.h"

#include "http_spans.h"

#include <utility>

Checkout::Checkout(std::unique_ptr<Transport> transport)
    : transport_(std::move(transport)) {}

void Checkout::handle(const httplib::Request &request,
                      // NO-NOTE handled in
                      httplib::Response &response) {
  auto span = StartServer("POST /checkout", request);
  trace::Scope scope(span);
  response.status = transport_->send("/orders", {}) ? 201 : 502;
}

Reports::Reports(std::unique_ptr<Transport> transport)
    : transport_(std::move(transport)) {}

void Reports::handle(const httplib::Request &request,
                     // NOTE handled in 'Reports::handle'
                     httplib::Response &response) {
  auto span = StartServer("POST /reports", request);
  trace::Scope scope(span);
  response.status = transport_->send("/reports", {}) ? 202 : 502;
  // NOTE 'DirectTransport::send' is called here
}
