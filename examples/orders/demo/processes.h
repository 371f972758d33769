// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Starts the shop's services as processes of their own and stops them again.

#ifndef ORDERS_DEMO_PROCESSES_H
#define ORDERS_DEMO_PROCESSES_H

#include <string>
#include <sys/types.h>
#include <vector>

namespace demo {

/// A running service. It is stopped with this object at the latest, and by
/// the kernel should the demo itself be killed (Linux only).
class Service {
public:
  /// Runs \p Program with \p Flags and waits until it accepts requests.
  /// Throws std::runtime_error if it does not come to that.
  Service(const std::string &Program, const std::vector<std::string> &Flags);
  Service(Service &&Other) noexcept;
  Service(const Service &) = delete;
  Service &operator=(const Service &) = delete;
  Service &operator=(Service &&) = delete;
  ~Service() { Stop(); }

  /// Base URL, with the port that the service got from the system.
  const std::string &Url() const { return BaseUrl; }

  /// Asks the service to stop, waits until it has, and kills it after a few
  /// seconds. True if it stopped by itself and without error.
  bool Stop();

private:
  pid_t Pid = -1;
  int Output = -1;
  std::string BaseUrl;
};

} // namespace demo

#endif // ORDERS_DEMO_PROCESSES_H
