// FLAGS: -std=c++20
// Calls every function that models/libcurl.yaml names, under each of its
// conditions.
#include <curl/curl.h>

void easy() {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL *handle = curl_easy_init();
  curl_slist *headers = curl_slist_append(nullptr, "traceparent: value");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_URL, "http://localhost");
  CURLcode code = curl_easy_perform(handle);
  curl_easy_strerror(code);
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  curl_header *header = nullptr;
  curl_easy_header(handle, "a", 0, CURLH_HEADER, -1, &header);
  curl_easy_nextheader(handle, CURLH_HEADER, -1, header);
  curl_easy_pause(handle, CURLPAUSE_CONT);
  curl_free(nullptr);
  curl_mime *form = curl_mime_init(handle);
  curl_mime_headers(curl_mime_addpart(form), headers, 0);
  curl_mime_free(form);
  char buffer[16];
  size_t count = 0;
  curl_easy_send(handle, buffer, sizeof buffer, &count);
  curl_easy_recv(handle, buffer, sizeof buffer, &count);
  curl_ws_send(handle, buffer, sizeof buffer, &count, 0, CURLWS_TEXT);
  curl_ws_frame *frame = nullptr;
  curl_ws_recv(handle, buffer, sizeof buffer, &count, &frame);
  CURLSH *share = curl_share_init();
  curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_share_cleanup(share);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl_easy_duphandle(handle));
  curl_easy_reset(handle);
  curl_global_cleanup();
}

void multi(CURL *handle) {
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 4L);
  curl_multi_strerror(curl_multi_add_handle(multi, handle));
  int count = 0;
  curl_multi_perform(multi, &count);
  curl_multi_wait(multi, nullptr, 0, 1000, &count);
  curl_multi_poll(multi, nullptr, 0, 1000, &count);
  curl_multi_wakeup(multi);
  curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &count);
  curl_multi_socket_all(multi, &count);
  fd_set sets[3];
  curl_multi_fdset(multi, &sets[0], &sets[1], &sets[2], &count);
  long timeout = 0;
  curl_multi_timeout(multi, &timeout);
  curl_multi_assign(multi, 0, nullptr);
  curl_multi_info_read(multi, &count);
  curl_multi_remove_handle(multi, handle);
  curl_multi_cleanup(multi);
}
