// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A fixed number of database connections, handed out in the order in which
// they were asked for.

#ifndef ORDERS_POOL_H
#define ORDERS_POOL_H

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace shop {

/// A connection to the orders database. The shop has none to connect to, so
/// all that is left of it is its number.
struct Connection {
  std::size_t Number;
};

class ConnectionPool {
public:
  /// A connection on loan; it goes back to the pool with this object. The pool
  /// has to outlive it.
  class Lease {
  public:
    Lease(ConnectionPool &Pool, Connection Held) : Pool(&Pool), Held(Held) {}
    Lease(Lease &&Other) noexcept
        : Pool(std::exchange(Other.Pool, nullptr)), Held(Other.Held) {}
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;
    Lease &operator=(Lease &&) = delete;
    ~Lease() {
      if (Pool)
        Pool->Release(Held);
    }

    const Connection &operator*() const { return Held; }

  private:
    ConnectionPool *Pool;
    Connection Held;
  };

  explicit ConnectionPool(std::size_t Size) {
    for (std::size_t Number = 0; Number < Size; ++Number)
      Idle.push_back(Connection{Number});
  }

  /// Waits until a connection is free and everybody who asked before has one.
  Lease Acquire() {
    std::unique_lock<std::mutex> Lock(Mutex);
    // A condition variable wakes whom it likes: without tickets a request
    // could starve under load.
    const std::uint64_t Ticket = NextTicket++;
    Changed.wait(Lock, [&] { return Ticket == NowServing && !Idle.empty(); });
    ++NowServing;
    const Connection Free = Idle.back();
    Idle.pop_back();
    // There may be one for the next ticket too.
    Changed.notify_all();
    return Lease(*this, Free);
  }

private:
  void Release(Connection Returned) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Idle.push_back(Returned);
    }
    Changed.notify_all();
  }

  std::mutex Mutex;
  std::condition_variable Changed;
  std::vector<Connection> Idle;
  std::uint64_t NextTicket = 0;
  std::uint64_t NowServing = 0;
};

} // namespace shop

#endif // ORDERS_POOL_H
