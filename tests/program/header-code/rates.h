// Code in a header that two files include: what is wrong in it is said once.
#pragma once
#include "http_spans.h"

#include <hiredis/hiredis.h>

#include <string>

/// Sends without headers.
inline int fetchRate(const std::string &currency) {
  ClientSpan span("GET /rates");
  httplib::Client client("rates", 8080);
  auto answer = client.Get("/rates/" + currency);
  // WARN missing-context-injection: 'Client::Get'
  return answer ? std::stoi(answer->body) : 1;
}

/// Runs the work under a client span.
template <class Work> auto withClientSpan(const char *name, Work work) {
  ClientSpan span(name);
  return work();
}

/// What the cache holds for a key, read as a T.
template <class T> class Cached {
public:
  explicit Cached(redisContext *cache) : cache_(cache) {}
  T get(const std::string &key) {
    void *reply = redisCommand(cache_, "GET %s", key.c_str());
    // WARN missing-client-span: 'redisCommand'
    T value = read(static_cast<redisReply *>(reply));
    freeReplyObject(reply);
    return value;
  }
  T getTraced(const std::string &key) {
    void *reply = withClientSpan(
        "GET", [&] { return redisCommand(cache_, "GET %s", key.c_str()); });
    T value = read(static_cast<redisReply *>(reply));
    freeReplyObject(reply);
    return value;
  }

private:
  static T read(const redisReply *reply);
  redisContext *cache_;
};

template <> inline int Cached<int>::read(const redisReply *reply) {
  return static_cast<int>(reply->integer);
}
template <>
inline std::string Cached<std::string>::read(const redisReply *reply) {
  return reply->str;
}
