#pragma once
#include <libpq-fe.h>

#include <condition_variable>
#include <mutex>
#include <vector>

/// Connections to the orders' database.
class Pool {
public:
  void fill(int count);
  PGconn *acquire();
  void release(PGconn *connection);

private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<PGconn *> idle_;
};

/// The same with a span around the wait.
class TracedPool {
public:
  PGconn *acquire();
  void release(PGconn *connection);

private:
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<PGconn *> idle_;
};

/// Returns its connection by itself.
class Lease {
public:
  explicit Lease(Pool &pool);
  ~Lease();
  PGconn *get() const { return connection_; }

private:
  Pool &pool_;
  PGconn *connection_;
};
