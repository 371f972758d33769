#include "orders.h"

#include "http_spans.h"

#include <utility>

Orders::Orders(std::shared_ptr<Repository> repository)
    : repository_(std::move(repository)) {}

void Orders::get(const httplib::Request &request, httplib::Response &response) {
  // NOTE handled in 'Orders::get'
  auto span = StartServer("GET /orders", request);
  trace::Scope scope(span);
  response.set_content(repository_->find(request.matches[1]), "text/plain");
  // NOTE is called here
}
