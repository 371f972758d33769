#include "post.h"

#include "http_spans.h"

#include <curl/curl.h>

void inject(Headers &headers) {
  MapCarrier carrier(headers);
  Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
}

// Two callers inject before the third, in the same handler, does not.
long post(const std::string &url, const Headers &headers) {
  ClientSpan span("POST");
  CURL *curl = curl_easy_init();
  curl_slist *lines = nullptr;
  for (const auto &[name, value] : headers)
    lines = curl_slist_append(lines, (name + ": " + value).c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
  long status = 0;
  if (curl_easy_perform(curl) == CURLE_OK)
    // WARN missing-context-injection: 'curl_easy_perform'
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all(lines);
  curl_easy_cleanup(curl);
  return status;
}
