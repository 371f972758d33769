#include "transport.h"

namespace {
// Only ever inside a traced one.
class HttpTransport final : public Transport {
public:
  explicit HttpTransport(const std::string &host) : client_(host, 8080) {}
  bool send(const std::string &path, httplib::Headers headers) override {
    return bool(client_.Post(path.c_str(), headers, "", "text/plain"));
  }

private:
  httplib::Client client_;
};

// Used as it is.
class DirectTransport final : public Transport {
public:
  explicit DirectTransport(const std::string &host) : client_(host, 8080) {}
  bool send(const std::string &path, httplib::Headers headers) override {
    return bool(client_.Post(path.c_str(), headers, "", "text/plain"));
    // WARN missing-context-injection: 'Client::Post'
    // WARN missing-client-span: 'Client::Post'
  }

private:
  httplib::Client client_;
};
} // namespace

std::unique_ptr<Transport> makeHttpTransport(const std::string &host) {
  return std::make_unique<HttpTransport>(host);
}

std::unique_ptr<Transport> makeDirectTransport(const std::string &host) {
  return std::make_unique<DirectTransport>(host);
}
