#pragma once
#include <hiredis/hiredis.h>
#include <libpq-fe.h>

#include <memory>
#include <string>

class Repository {
public:
  virtual ~Repository() = default;
  virtual std::string find(const std::string &id) = 0;
};

/// Asks the database; a client span for each query.
std::shared_ptr<Repository> makeDatabase(PGconn *connection);
/// Asks the cache, without a span, and then the next one.
std::shared_ptr<Repository> makeCached(redisContext *cache,
                                       std::shared_ptr<Repository> next);
/// For the self-test in main; slow on purpose.
std::shared_ptr<Repository> makeSlow();
