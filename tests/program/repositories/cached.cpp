#include "repository.h"

#include <chrono>
#include <thread>
#include <utility>

namespace {
class Cached final : public Repository {
public:
  Cached(redisContext *cache, std::shared_ptr<Repository> next)
      : cache_(cache), next_(std::move(next)) {}
  std::string find(const std::string &id) override {
    auto *reply =
        static_cast<redisReply *>(redisCommand(cache_, "GET %s", id.c_str()));
    // WARN missing-client-span: 'redisCommand'
    std::string body = reply->str ? reply->str : "";
    freeReplyObject(reply);
    return body.empty() ? next_->find(id) : body;
  }

private:
  redisContext *cache_;
  std::shared_ptr<Repository> next_;
};

// No handler ever has one.
class Slow final : public Repository {
public:
  std::string find(const std::string &id) override {
    std::this_thread::sleep_for(std::chrono::seconds(1));
    return id;
  }
};
} // namespace

std::shared_ptr<Repository> makeCached(redisContext *cache,
                                       std::shared_ptr<Repository> next) {
  return std::make_shared<Cached>(cache, std::move(next));
}

std::shared_ptr<Repository> makeSlow() { return std::make_shared<Slow>(); }
