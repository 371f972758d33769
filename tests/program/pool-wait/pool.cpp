#include "pool.h"

#include "carriers.h"

void Pool::fill(int count) {
  while (count-- > 0)
    release(PQconnectdb("dbname=orders"));
}

PGconn *Pool::acquire() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !idle_.empty(); });
  // WARN untraced-wait: 'condition_variable::wait'
  PGconn *connection = idle_.back();
  idle_.pop_back();
  return connection;
}

void Pool::release(PGconn *connection) {
  std::lock_guard lock(mutex_);
  idle_.push_back(connection);
  returned_.notify_one();
}

PGconn *TracedPool::acquire() {
  auto span = Tracer()->StartSpan("wait for connection");
  trace::Scope scope(span);
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [this] { return !idle_.empty(); });
  PGconn *connection = idle_.back();
  idle_.pop_back();
  return connection;
}

void TracedPool::release(PGconn *connection) {
  std::lock_guard lock(mutex_);
  idle_.push_back(connection);
  returned_.notify_one();
}

Lease::Lease(Pool &pool) : pool_(pool), connection_(pool.acquire()) {}
// NOTE 'Pool::acquire' is called here

Lease::~Lease() { pool_.release(connection_); }
