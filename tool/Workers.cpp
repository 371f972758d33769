// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Errno.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace trace_tidy {

namespace {

using Clock = std::chrono::steady_clock;

/// Ends the output, so that one that was cut off is told from a complete one.
constexpr llvm::StringLiteral EndMark = "\x04trace-tidy\x04";

struct Running {
  size_t Piece = 0;
  pid_t Process = 0;
  int From = -1; // the end of the pipe that is read
  Clock::time_point Deadline;
  std::string Output;
  bool TimedOut = false;
};

bool writeAll(int To, llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t Written = write(To, Bytes.data(), Bytes.size());
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0)
      return false;
    Bytes = Bytes.drop_front(Written);
  }
  return true;
}

[[noreturn]] void runChild(pid_t Parent, int To, size_t Piece,
                           llvm::function_ref<std::string(size_t)> Work) {
  // Not to outlive a parent that is killed.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != Parent)
    _exit(1);
  std::string Output = Work(Piece);
  bool Done = writeAll(To, Output) && writeAll(To, EndMark);
  _exit(Done ? 0 : 1);
}

std::string failureOf(int Status) {
  if (WIFSIGNALED(Status))
    return ("the worker was killed by signal " + llvm::Twine(WTERMSIG(Status)) +
            " (" + strsignal(WTERMSIG(Status)) + ")")
        .str();
  return ("the worker ended with code " + llvm::Twine(WEXITSTATUS(Status)))
      .str();
}

WorkerResult finish(Running &R, unsigned TimeoutSeconds) {
  close(R.From);
  int Status = 0;
  while (waitpid(R.Process, &Status, 0) < 0 && errno == EINTR)
    ;
  WorkerResult Result;
  llvm::StringRef Output = R.Output;
  if (R.TimedOut)
    Result.Failure = ("gave up after " + llvm::Twine(TimeoutSeconds) +
                      " s (--timeout-per-tu)")
                         .str();
  else if (Output.consume_back(EndMark))
    Result.Output = Output.str();
  else
    Result.Failure = failureOf(Status);
  return Result;
}

} // namespace

void runInWorkers(const WorkerOptions &Options,
                  llvm::function_ref<bool(size_t &)> Next,
                  llvm::function_ref<std::string(size_t)> Work,
                  llvm::function_ref<void(size_t, WorkerResult)> Done) {
  std::vector<Running> Workers;
  std::vector<char> Buffer(1 << 16);
  pid_t Parent = getpid();
  for (;;) {
    size_t Piece = 0;
    while (Workers.size() < Options.Jobs && Next(Piece)) {
      int Pipe[2];
      pid_t Process = pipe(Pipe) ? -1 : fork();
      if (Process == 0) {
        for (const Running &R : Workers)
          close(R.From);
        close(Pipe[0]);
        runChild(Parent, Pipe[1], Piece, Work);
      }
      if (Process < 0) {
        Done(Piece,
             {"", "no worker could be started: " + llvm::sys::StrError(errno)});
        continue;
      }
      close(Pipe[1]);
      Running R;
      R.Piece = Piece;
      R.Process = Process;
      R.From = Pipe[0];
      R.Deadline = Clock::now() + std::chrono::seconds(Options.TimeoutSeconds);
      Workers.push_back(std::move(R));
    }
    if (Workers.empty())
      return;

    std::vector<pollfd> Wait;
    int Timeout = -1;
    for (const Running &R : Workers) {
      Wait.push_back({R.From, POLLIN, 0});
      if (Options.TimeoutSeconds) {
        auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
                        R.Deadline - Clock::now())
                        .count();
        int Bounded = static_cast<int>(std::max<long long>(0, Left) + 1);
        Timeout = Timeout < 0 ? Bounded : std::min(Timeout, Bounded);
      }
    }
    if (poll(Wait.data(), Wait.size(), Timeout) < 0 && errno != EINTR)
      return;
    for (size_t I = Workers.size(); I-- != 0;) {
      Running &R = Workers[I];
      bool Ended = false;
      if (Wait[I].revents) {
        ssize_t Count = read(R.From, Buffer.data(), Buffer.size());
        if (Count > 0)
          R.Output.append(Buffer.data(), Count);
        else if (Count == 0 || errno != EINTR)
          Ended = true;
      }
      if (!Ended && Options.TimeoutSeconds && Clock::now() >= R.Deadline) {
        R.TimedOut = true;
        kill(R.Process, SIGKILL);
        Ended = true;
      }
      if (!Ended)
        continue;
      Running Finished = std::move(R);
      Workers.erase(Workers.begin() + I);
      Wait.erase(Wait.begin() + I);
      Done(Finished.Piece, finish(Finished, Options.TimeoutSeconds));
    }
  }
}

} // namespace trace_tidy
