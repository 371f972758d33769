// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the five mains have in common: flags, and serving until told to stop.

#ifndef ORDERS_COMMON_SERVICE_H
#define ORDERS_COMMON_SERVICE_H

#include <httplib.h>

#include <initializer_list>
#include <map>
#include <string>

namespace shop {

struct ServiceFlags {
  /// Loopback port to listen on; 0 lets the system pick one.
  int Port = 0;
  /// Where the spans go.
  std::string SpanFile;
  /// Factor on all simulated times.
  double Scale = 1.0;
  /// Base URL of each service that this one calls, by name.
  std::map<std::string, std::string> Peers;
};

/// Makes SIGTERM and SIGINT wait for Serve. Call it first in main: threads
/// inherit the mask, and a thread without it would take the signal and die.
void BlockStopSignals();

/// Reads --port, --spans and --scale, and the URL --NAME of each of \p Peers.
/// Prints what is wrong and exits with 1 on anything else.
ServiceFlags ParseFlags(int Argc, char **Argv,
                        std::initializer_list<const char *> Peers = {});

/// Serves on 127.0.0.1 and prints "NAME listening on http://127.0.0.1:PORT"
/// once it accepts requests. Returns after SIGTERM or SIGINT, when the
/// requests at hand are answered, with the exit code for main.
int Serve(httplib::Server &Server, const std::string &Name, int Port);

} // namespace shop

#endif // ORDERS_COMMON_SERVICE_H
