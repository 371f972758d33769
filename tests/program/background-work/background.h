#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

/// Runs the work on a thread of its own.
void runInBackground(std::function<void()> work);

/// Work that one thread does, piece by piece.
class WorkQueue {
public:
  void push(std::function<void()> work);
  /// The thread's loop.
  void run();

private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> work_;
};
