// FLAGS: -std=c++20
// libcurl's multi interface: the transfers of several handles, each with its
// own span and headers, are completed by one call.
#include "http_spans.h"

#include <curl/curl.h>

#include <memory>
#include <utility>
#include <vector>

using httplib::Request;
using httplib::Response;

namespace {
class ListCarrier : public context::propagation::TextMapCarrier {
public:
  explicit ListCarrier(curl_slist *&list) : list_(list) {}
  nostd::string_view Get(nostd::string_view) const noexcept override {
    return "";
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    std::string line = std::string(key) + ": " + std::string(value);
    list_ = curl_slist_append(list_, line.c_str());
  }

private:
  curl_slist *&list_;
};

struct Transfer {
  Transfer() = default;
  Transfer(const Transfer &) = delete;
  Transfer &operator=(const Transfer &) = delete;
  ~Transfer() {
    curl_slist_free_all(list);
    curl_easy_cleanup(handle);
  }
  CURL *handle = curl_easy_init();
  curl_slist *list = nullptr;
  SpanPtr span;
};

void complete(CURLM *multi) {
  int running = 0;
  do {
    curl_multi_perform(multi, &running);
    if (running)
      curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  } while (running);
}

// One transfer on the stack.
void one_transfer_ok(const Request &request, Response &response) {
  auto server_span = StartServer("GET /one", request);
  trace::Scope server_scope(server_span);
  CURLM *multi = curl_multi_init();
  {
    Transfer transfer;
    transfer.span = StartClient("GET /");
    trace::Scope scope(transfer.span);
    ListCarrier carrier(transfer.list);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    curl_easy_setopt(transfer.handle, CURLOPT_URL, "http://a");
    curl_easy_setopt(transfer.handle, CURLOPT_HTTPHEADER, transfer.list);
    curl_multi_add_handle(multi, transfer.handle);
    complete(multi);
    curl_multi_remove_handle(multi, transfer.handle);
    transfer.span->End();
  }
  curl_multi_cleanup(multi);
  response.status = 200;
}

// Each span and list lives in an element of a vector; the scopes are gone when
// the transfers run, the spans are not.
void FP_transfers_in_vector(const Request &request, Response &response) {
  auto server_span = StartServer("GET /both", request);
  trace::Scope server_scope(server_span);
  CURLM *multi = curl_multi_init();
  std::vector<std::unique_ptr<Transfer>> transfers;
  for (const char *url : {"http://a", "http://b"}) {
    auto transfer = std::make_unique<Transfer>();
    transfer->span = StartClient(url);
    trace::Scope scope(transfer->span);
    ListCarrier carrier(transfer->list);
    Propagator()->Inject(carrier, context::RuntimeContext::GetCurrent());
    curl_easy_setopt(transfer->handle, CURLOPT_URL, url);
    curl_easy_setopt(transfer->handle, CURLOPT_HTTPHEADER, transfer->list);
    curl_multi_add_handle(multi, transfer->handle);
    transfers.push_back(std::move(transfer));
  }
  int running = 0;
  do {
    curl_multi_perform(multi, &running);
    // FP missing-context-injection: what the loop adds is lost behind it
    // FP missing-client-span: spans in elements of a container are lost
    if (running)
      curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  } while (running);
  for (auto &transfer : transfers) {
    curl_multi_remove_handle(multi, transfer->handle);
    transfer->span->End();
  }
  curl_multi_cleanup(multi);
  response.status = 200;
}
} // namespace

void register_handlers(httplib::Server &server) {
  server.Get("/one", one_transfer_ok);
  server.Get("/both", FP_transfers_in_vector);
}
