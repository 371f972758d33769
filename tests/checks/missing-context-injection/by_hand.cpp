// FLAGS: -std=c++20
// A `traceparent` line put together with the means of the C and C++ libraries.
#include "http_spans.h"

#include <curl/curl.h>

#include <cstdio>
#include <sstream>
#include <string>

namespace {
constexpr char TraceparentName[] = "traceparent";

std::string format_with_stream(const trace::SpanContext &from) {
  char trace_id[32];
  char span_id[16];
  from.trace_id().ToLowerBase16(trace_id);
  from.span_id().ToLowerBase16(span_id);
  std::ostringstream out;
  out << "00-" << std::string(trace_id, 32) << '-' << std::string(span_id, 16)
      << "-01";
  return out.str();
}

CURLcode perform(const char *line) {
  CURL *handle = curl_easy_init();
  curl_slist *list = curl_slist_append(nullptr, line);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  CURLcode code = curl_easy_perform(handle);
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
  return code;
}
} // namespace

// snprintf writes the name and the context into one buffer.
void line_by_snprintf_ok() {
  auto span = StartClient("refresh");
  trace::Scope scope(span);
  char trace_id[33] = {0};
  char span_id[17] = {0};
  char line[128];
  span->GetContext().trace_id().ToLowerBase16(
      nostd::span<char, 32>(trace_id, 32));
  span->GetContext().span_id().ToLowerBase16(
      nostd::span<char, 16>(span_id, 16));
  std::snprintf(line, sizeof line, "traceparent: 00-%s-%s-01", trace_id,
                span_id);
  CURL *handle = curl_easy_init();
  curl_slist *list = curl_slist_append(nullptr, line);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// The line is a request id, though the span is asked for its context.
void other_line_by_snprintf_bad(const char *id) {
  auto span = StartClient("refresh");
  trace::Scope scope(span);
  char line[128];
  std::snprintf(line, sizeof line, "x-request-id: %s", id);
  CURL *handle = curl_easy_init();
  curl_slist *list = curl_slist_append(nullptr, line);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
  curl_easy_cleanup(handle);
}

// The name is a constant of the program.
void named_by_constant_ok() {
  auto span = StartClient("refresh");
  trace::Scope scope(span);
  httplib::Headers headers;
  headers.emplace(TraceparentName, format_with_stream(span->GetContext()));
  httplib::Client client("upstream", 8080);
  client.Get("/", headers);
}

// A stream takes the name first and the value later.
void line_by_stream_ok() {
  auto span = StartClient("refresh");
  trace::Scope scope(span);
  std::ostringstream line;
  line << "traceparent: " << format_with_stream(span->GetContext());
  perform(line.str().c_str());
}

// A string that starts with the name and is appended to.
void line_by_append_ok() {
  auto span = StartClient("refresh");
  trace::Scope scope(span);
  std::string line = "traceparent: ";
  line += format_with_stream(span->GetContext());
  perform(line.data());
}
