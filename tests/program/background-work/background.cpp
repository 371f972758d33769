#include "background.h"

#include <thread>
#include <utility>

void runInBackground(std::function<void()> work) {
  std::thread(std::move(work)).detach();
}

void WorkQueue::push(std::function<void()> work) {
  std::lock_guard lock(mutex_);
  work_.push_back(std::move(work));
  filled_.notify_one();
}

// A loop of the program's own: it waits on behalf of no request.
void WorkQueue::run() {
  for (;;) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [this] { return !work_.empty(); });
    auto work = std::move(work_.front());
    work_.pop_front();
    lock.unlock();
    work();
  }
}
