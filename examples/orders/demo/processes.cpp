// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/processes.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace demo {
namespace {

// A service answers the requests at hand before it stops.
constexpr std::chrono::seconds StopTimeout(10);

/// Replaces this process, just forked off, by the service.
[[noreturn]] void Execute(char **Args, int Output) {
  // Should the demo be killed, nobody else would stop the service.
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  dup2(Output, STDOUT_FILENO);
  execv(Args[0], Args);
  _exit(127);
}

/// The first line that the service prints; empty if it ends before that.
std::string ReadLine(int Output) {
  std::string Line;
  char Next = 0;
  for (;;) {
    const ssize_t Count = read(Output, &Next, 1);
    if (Count < 0 && errno == EINTR)
      continue;
    if (Count <= 0)
      return std::string();
    if (Next == '\n')
      return Line;
    Line += Next;
  }
}

} // namespace

Service::Service(const std::string &Program,
                 const std::vector<std::string> &Flags) {
  std::vector<char *> Args = {const_cast<char *>(Program.c_str())};
  for (const std::string &Flag : Flags)
    Args.push_back(const_cast<char *>(Flag.c_str()));
  Args.push_back(nullptr);

  int Pipe[2];
  if (pipe2(Pipe, O_CLOEXEC) != 0)
    throw std::runtime_error(std::string("no pipe: ") + std::strerror(errno));
  Pid = fork();
  if (Pid == 0)
    Execute(Args.data(), Pipe[1]);
  close(Pipe[1]);
  Output = Pipe[0];
  if (Pid < 0) {
    const int Error = errno;
    Stop();
    throw std::runtime_error("cannot start " + Program + ": " +
                             std::strerror(Error));
  }

  const std::string Line = ReadLine(Output);
  const std::size_t Begin = Line.find("http://");
  if (Begin == std::string::npos) {
    Stop();
    throw std::runtime_error(Program + " did not start");
  }
  BaseUrl = Line.substr(Begin);
}

Service::Service(Service &&Other) noexcept
    : Pid(std::exchange(Other.Pid, -1)),
      Output(std::exchange(Other.Output, -1)),
      BaseUrl(std::move(Other.BaseUrl)) {}

bool Service::Stop() {
  if (Output >= 0)
    close(std::exchange(Output, -1));
  const pid_t Child = std::exchange(Pid, -1);
  if (Child <= 0)
    return true;

  kill(Child, SIGTERM);
  const auto Deadline = std::chrono::steady_clock::now() + StopTimeout;
  int Status = 0;
  while (waitpid(Child, &Status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > Deadline) {
      kill(Child, SIGKILL);
      waitpid(Child, &Status, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return WIFEXITED(Status) && WEXITSTATUS(Status) == 0;
}

} // namespace demo
