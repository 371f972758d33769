// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "common/service.h"

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <getopt.h>
#include <iostream>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

namespace shop {
namespace {

constexpr const char *Loopback = "127.0.0.1";

// Enough that no request queues for a thread: in this shop the only queue is
// the connection pool's.
constexpr std::size_t ServerThreads = 32;

sigset_t StopSignals() {
  sigset_t Signals;
  sigemptyset(&Signals);
  sigaddset(&Signals, SIGTERM);
  sigaddset(&Signals, SIGINT);
  return Signals;
}

[[noreturn]] void Fail(const char *Program, const std::string &Message) {
  std::cerr << Program << ": error: " << Message << '\n';
  std::exit(1);
}

template <typename Number> bool ReadNumber(std::string_view Text, Number &Out) {
  const char *End = Text.data() + Text.size();
  const auto [Rest, Error] = std::from_chars(Text.data(), End, Out);
  return Error == std::errc() && Rest == End;
}

} // namespace

void BlockStopSignals() {
  const sigset_t Signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &Signals, nullptr);
}

ServiceFlags ParseFlags(int Argc, char **Argv,
                        std::initializer_list<const char *> Peers) {
  std::vector<option> Known = {{"port", required_argument, nullptr, 'p'},
                               {"spans", required_argument, nullptr, 's'},
                               {"scale", required_argument, nullptr, 'x'}};
  for (const char *Peer : Peers)
    Known.push_back({Peer, required_argument, nullptr, 'u'});
  Known.push_back({});

  ServiceFlags Flags;
  int Index = 0;
  for (int Flag = 0;
       (Flag = getopt_long(Argc, Argv, "", Known.data(), &Index)) != -1;) {
    bool Good = true;
    if (Flag == 'p')
      Good = ReadNumber(optarg, Flags.Port) && Flags.Port >= 0 &&
             Flags.Port <= 65535;
    else if (Flag == 's')
      Flags.SpanFile = optarg;
    else if (Flag == 'x')
      Good = ReadNumber(optarg, Flags.Scale) && Flags.Scale > 0;
    else if (Flag == 'u')
      Flags.Peers[Known[static_cast<std::size_t>(Index)].name] = optarg;
    else
      std::exit(1); // getopt_long has said what is wrong.
    if (!Good)
      Fail(Argv[0], std::string("bad value '") + optarg + "'");
  }
  if (optind < Argc)
    Fail(Argv[0], std::string("unexpected argument '") + Argv[optind] + "'");
  if (Flags.SpanFile.empty())
    Fail(Argv[0], "missing --spans FILE");
  for (const char *Peer : Peers)
    if (!Flags.Peers.count(Peer))
      Fail(Argv[0], std::string("missing --") + Peer + " URL");
  return Flags;
}

int Serve(httplib::Server &Server, const std::string &Name, int Port) {
  Server.new_task_queue = [] { return new httplib::ThreadPool(ServerThreads); };
  Server.set_tcp_nodelay(true);
  // The default lets two services share a port, each with half of the calls.
  Server.set_socket_options([](socket_t Socket) {
    const int On = 1;
    setsockopt(Socket, SOL_SOCKET, SO_REUSEADDR, &On, sizeof On);
  });
  Server.Get("/health", [](const httplib::Request &, httplib::Response &Res) {
    Res.set_content("ok\n", "text/plain");
  });

  const int Wanted = Port;
  if (Port == 0)
    Port = Server.bind_to_any_port(Loopback);
  else if (!Server.bind_to_port(Loopback, Port))
    Port = -1;
  if (Port < 0) {
    std::cerr << Name << ": error: cannot listen on " << Loopback << ':'
              << Wanted << '\n';
    return 1;
  }

  // A handler for the signal may not call stop(), so a thread takes it.
  std::atomic<bool> Done = false;
  std::thread Stopper([&] {
    const sigset_t Signals = StopSignals();
    int Signal = 0;
    sigwait(&Signals, &Signal);
    // stop() does nothing before the accept loop has begun.
    while (!Server.is_running() && !Done)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    Server.stop();
  });

  std::cout << Name << " listening on http://" << Loopback << ':' << Port
            << std::endl;
  const bool Served = Server.listen_after_bind();
  Done = true;
  // Wakes the stopper where the accept loop ended by itself.
  kill(getpid(), SIGTERM);
  Stopper.join();
  return Served ? 0 : 1;
}

} // namespace shop
