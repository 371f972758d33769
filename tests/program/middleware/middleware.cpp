#include "middleware.h"

#include "http_spans.h"

#include <atomic>
#include <utility>

namespace {
std::atomic<int> requests;
} // namespace

Handler traced(const char *name, Handler handler) {
  return [name, handler = std::move(handler)](const httplib::Request &request,
                                              httplib::Response &response) {
    auto span = StartServer(name, request);
    trace::Scope scope(span);
    handler(request, response);
  };
}

Handler counted(Handler handler) {
  return [handler = std::move(handler)](const httplib::Request &request,
                                        httplib::Response &response) {
    ++requests;
    handler(request, response);
  };
}
