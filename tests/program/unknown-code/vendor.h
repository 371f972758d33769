// A library of another team: no file of this project defines these.
#pragma once
#include <httplib.h>

#include <functional>
#include <memory>
#include <string>

namespace vendor {
/// May well inject.
void decorate(httplib::Headers &headers);
/// May well open a span around the work.
void measured(const char *name, const std::function<void()> &work);
/// May well open the request's span.
class RequestGuard {
public:
  explicit RequestGuard(const httplib::Request &request);
  ~RequestGuard();

private:
  struct State;
  std::unique_ptr<State> state_;
};
/// Only formats.
std::string quoted(const std::string &text);
} // namespace vendor
