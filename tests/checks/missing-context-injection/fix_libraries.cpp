// FLAGS: -std=c++20
// Fix-its where the library has its own carrier: handles of libcurl, messages
// of cpprestsdk and Beast, contexts of gRPC.
#include "carriers.h"
#include "shop.grpc.h"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <curl/curl.h>

#include <memory>
#include <string>
#include <utility>

// Last, for it defines U.
#include <cpprest/http_client.h>

namespace {
/// A client span that is active as long as it lives.
struct Call {
  nostd::shared_ptr<trace::Span> span =
      Tracer()->StartSpan("call", ClientKind());
  trace::Scope scope{span};
};

/// Owns a handle of libcurl.
class Easy {
public:
  ~Easy() { curl_easy_cleanup(handle); }
  operator CURL *() const { return handle; }
  CURL *get() { return handle; }
  CURL *handle = curl_easy_init();
};
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
} // namespace

// libcurl: behind a conversion, a member, a function, a parameter.
void converted_handle_bad() {
  Call call;
  Easy easy;
  curl_easy_perform(easy);
  // WARN missing-context-injection:
}

void handle_from_function_bad() {
  Call call;
  Easy easy;
  int code = curl_easy_perform(easy.get());
  // WARN missing-context-injection:
  (void)code;
}

CURLcode handle_by_parameter_bad(CURL *handle) {
  return curl_easy_perform(handle);
  // WARN missing-context-injection:
}

void hands_a_handle_over() {
  Call call;
  Easy easy;
  handle_by_parameter_bad(easy);
}

// The list that is attached is continued, if it is in scope.
void list_one_statement_before_bad() {
  Call call;
  Easy easy;
  curl_slist *list = curl_slist_append(nullptr, "a: b");
  curl_easy_setopt(easy.handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(easy.handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
}

void list_appended_twice_bad(CURL *handle) {
  Call call;
  curl_slist *list = nullptr;
  list = curl_slist_append(list, "a: b");
  list = curl_slist_append(list, "c: d");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, list);
  curl_easy_perform(handle);
  // WARN missing-context-injection:
  curl_slist_free_all(list);
}

void owned_list_bad() {
  Call call;
  List list(curl_slist_append(nullptr, "a: b"), curl_slist_free_all);
  Easy easy;
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, list.get());
  curl_easy_perform(easy.get());
  // WARN missing-context-injection:
}

void list_out_of_scope_bad() {
  Call call;
  Easy easy;
  {
    curl_slist *inner = curl_slist_append(nullptr, "a: b");
    curl_easy_setopt(easy.handle, CURLOPT_HTTPHEADER, inner);
  }
  curl_easy_perform(easy.handle);
  // WARN missing-context-injection:
}

// In a condition, a loop and a macro.
#define RETURN_UNLESS_OK(call)                                                 \
  do {                                                                         \
    if ((call) != CURLE_OK)                                                    \
      return;                                                                  \
  } while (0)
void curl_in_condition_bad(CURL *handle) {
  Call call;
  curl_easy_reset(handle);
  if (curl_easy_perform(handle) != CURLE_OK)
    // WARN missing-context-injection:
    return;
}

void curl_in_loop_bad() {
  Call call;
  Easy easy;
  for (int i = 0; i < 3 && curl_easy_perform(easy) != CURLE_OK; ++i)
    // WARN missing-context-injection:
    ;
}

void curl_in_macro_bad() {
  Call call;
  Easy easy;
  RETURN_UNLESS_OK(curl_easy_perform(easy));
  // WARN missing-context-injection:
}

// cpprestsdk: paths are written with a macro.
namespace rest = web::http;

void path_in_macro_bad(rest::client::http_client client) {
  Call call;
  client.request(rest::methods::GET, U("/stock")).wait();
  // WARN missing-context-injection:
}

void path_and_more_bad(rest::client::http_client client) {
  Call call;
  client.request(rest::methods::POST, U("/stock"), std::string("body")).wait();
  // WARN missing-context-injection:
}

void const_message_bad(rest::client::http_client client) {
  Call call;
  const rest::http_request request(rest::methods::GET);
  client.request(request).wait();
  // WARN missing-context-injection:
}

// Beast: const and temporary messages.
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
using TextRequest = http::request<http::string_body>;
using EmptyRequest = http::request<http::empty_body>;

void const_request_bad(beast::tcp_stream &stream) {
  Call call;
  const EmptyRequest request{http::verb::get, "/a", 11};
  http::write(stream, request);
  // WARN missing-context-injection:
}

void temporary_request_in_condition_bad(beast::tcp_stream &stream) {
  Call call;
  beast::error_code error;
  if (http::write(stream, EmptyRequest{http::verb::get, "/a", 11}, error);
      // WARN missing-context-injection:
      error)
    return;
}

void request_found_by_argument_bad(beast::tcp_stream &stream) {
  Call call;
  TextRequest request;
  write(stream, request);
  // WARN missing-context-injection:
}

// gRPC: contexts that are elements, members, owned, made in the call.
namespace {
struct Exchange {
  grpc::ClientContext context;
};
std::unique_ptr<grpc::ClientContext> MakeContext() {
  return std::make_unique<grpc::ClientContext>();
}
} // namespace

void context_in_array_bad(shop::Shop::Stub &stub, shop::Req &request,
                          shop::Rep *reply) {
  Call call;
  grpc::ClientContext contexts[2];
  stub.Put(&contexts[0], request, reply);
  // WARN missing-context-injection:
  stub.Put(contexts + 1, request, reply);
  // WARN missing-context-injection:
}

void context_in_struct_bad(shop::Shop::Stub &stub, shop::Req &request,
                           shop::Rep *reply) {
  Call call;
  Exchange exchange;
  stub.Put(&exchange.context, request, reply);
  // WARN missing-context-injection:
}

void owned_context_bad(shop::Shop::Stub &stub, shop::Req &request,
                       shop::Rep *reply) {
  Call call;
  auto context = std::make_unique<grpc::ClientContext>();
  auto made = MakeContext();
  stub.Put(context.get(), request, reply);
  // WARN missing-context-injection:
  stub.Put(made.get(), request, reply);
  // WARN missing-context-injection:
}

void context_made_in_call_bad(shop::Shop::Stub &stub, shop::Req &request,
                              shop::Rep *reply) {
  Call call;
  stub.Put(MakeContext().get(), request, reply);
  // WARN missing-context-injection:
  if (auto status = stub.Put(new grpc::ClientContext, request, reply);
      // WARN missing-context-injection:
      !status.ok())
    return;
}

void stream_context_bad(shop::Shop::Stub &stub, shop::Req &request) {
  Call call;
  grpc::ClientContext context;
  auto reader = stub.List(&context, request);
  // WARN missing-context-injection:
  shop::Rep reply;
  while (reader->Read(&reply))
    ;
  reader->Finish();
}
