// Sends what the callers hand in, under a client span of its own.
#include "http.h"

#include "http_spans.h"

#include <curl/curl.h>

void inject(httplib::Headers &headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}

// One of four callers does not inject.
bool post(const std::string &host, const std::string &path,
          const httplib::Headers &headers) {
  ClientSpan span("POST");
  httplib::Client client(host, 8080);
  auto answer = client.Post(path.c_str(), headers, "", "text/plain");
  // WARN missing-context-injection: 'Client::Post'
  return answer && answer->status < 300;
}

// One of two callers does not inject.
bool upload(const std::string &url,
            const std::map<std::string, std::string> &headers) {
  ClientSpan span("PUT");
  CURL *curl = curl_easy_init();
  curl_slist *lines = nullptr;
  for (const auto &[name, value] : headers)
    lines = curl_slist_append(lines, (name + ": " + value).c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  CURLcode result = curl_easy_perform(curl);
  // WARN missing-context-injection: 'curl_easy_perform'
  curl_slist_free_all(lines);
  curl_easy_cleanup(curl);
  return result == CURLE_OK;
}
