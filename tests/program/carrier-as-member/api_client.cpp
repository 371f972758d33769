#include "api_client.h"

#include "http_spans.h"

#include <utility>

ApiClient::ApiClient(const std::string &host, httplib::Headers headers)
    : client_(host, 8080), headers_(std::move(headers)) {}

// All who make one inject.
bool ApiClient::get(const std::string &path) {
  ClientSpan span("GET");
  return bool(client_.Get(path, headers_));
}

ReportClient::ReportClient(const std::string &host) : client_(host, 8080) {}

void ReportClient::setHeaders(const httplib::Headers &headers) {
  headers_ = headers;
}

// One of two sets headers without the context.
bool ReportClient::get(const std::string &path) {
  ClientSpan span("GET");
  return bool(client_.Get(path, headers_));
  // WARN missing-context-injection: 'Client::Get'
}

AuditClient::AuditClient(const std::string &host) : client_(host, 8080) {
  prepare();
}

bool AuditClient::put(const std::string &path) {
  ClientSpan span("PUT");
  return bool(client_.Put(path, headers_, "", "text/plain"));
}
