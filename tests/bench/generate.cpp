// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Writes the summaries of a made-up program, or links and solves it without the
// disk and says what that costs.
//
//   trace_tidy_bench_generate --tus N -o FOLDER
//   trace_tidy_bench_generate --tus N --in-process
#include "MadeUp.h"
#include "analysis/Analysis.h"
#include "analysis/summary/Codec.h"
#include "analysis/summary/Link.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <map>
#include <sys/resource.h>

namespace cl = llvm::cl;
namespace fs = llvm::sys::fs;
using namespace trace_tidy;
using namespace trace_tidy::bench;

namespace {

cl::OptionCategory Category("Options");
cl::opt<unsigned> Units("tus", cl::desc("translation units"), cl::init(100000),
                        cl::cat(Category));
cl::opt<unsigned> Functions("functions", cl::desc("functions of a unit"),
                            cl::init(20), cl::cat(Category));
cl::opt<unsigned> Calls("calls-per-function",
                        cl::desc("calls to functions in view"), cl::init(5),
                        cl::cat(Category));
cl::opt<unsigned> Headers("headers", cl::desc("headers of a unit"),
                          cl::init(20), cl::cat(Category));
cl::opt<unsigned> Tracing("tracing-percent",
                          cl::desc("functions that have to do with traces"),
                          cl::init(30));
cl::opt<uint64_t> Seed("seed", cl::desc("of all that is random"), cl::init(1),
                       cl::cat(Category));
cl::opt<std::string> Output("o", cl::desc("folder for the summaries"),
                            cl::cat(Category));
cl::opt<bool> InProcess("in-process", cl::desc("link and solve at once"),
                        cl::cat(Category));
cl::opt<bool> Write("write", cl::desc("write the program, too (--in-process)"),
                    cl::init(true), cl::cat(Category));
cl::opt<bool> Solve("solve", cl::desc("look for gaps, too (--in-process)"),
                    cl::init(true), cl::cat(Category));
cl::opt<bool> Checks("checks", cl::desc("print what was found of each check"),
                     cl::cat(Category));

using Clock = std::chrono::steady_clock;

double seconds(Clock::duration Time) {
  return std::chrono::duration<double>(Time).count();
}
double cpu() {
  rusage Use;
  getrusage(RUSAGE_SELF, &Use);
  return Use.ru_utime.tv_sec + Use.ru_stime.tv_sec +
         (Use.ru_utime.tv_usec + Use.ru_stime.tv_usec) / 1e6;
}
/// In MB; the most so far.
long peak() {
  rusage Use;
  getrusage(RUSAGE_SELF, &Use);
  return Use.ru_maxrss / 1024;
}

/// Adds up the time between start and stop.
class Timer {
public:
  void start() {
    Wall -= seconds(Clock::now().time_since_epoch());
    Cpu -= cpu();
  }
  void stop() {
    Wall += seconds(Clock::now().time_since_epoch());
    Cpu += cpu();
  }
  void print(llvm::StringRef What) const {
    llvm::outs() << llvm::format("%-12s wall %9.3f s  cpu %9.3f s  peak %6ld "
                                 "MB\n",
                                 What.str().c_str(), Wall, Cpu, peak());
    llvm::outs().flush();
  }

private:
  double Wall = 0, Cpu = 0;
};

int fail(const llvm::Twine &Message) {
  llvm::errs() << "error: " << Message << '\n';
  return 1;
}

int writeAll(const Plan &Of) {
  Timer Time;
  Time.start();
  for (unsigned Index = 0; Index != Of.Units; ++Index) {
    // Many files in one folder are slow.
    std::string Folder = Output + "/" + std::to_string(Index / 1000);
    if (Index % 1000 == 0)
      if (std::error_code Bad = fs::create_directories(Folder))
        return fail(Folder + ": " + Bad.message());
    auto Bytes = writeSummary(makeUnit(Of, Index));
    if (!Bytes)
      return fail(llvm::toString(Bytes.takeError()));
    std::error_code Bad;
    std::string Name = Folder + "/" + std::to_string(Index) + ".tts";
    llvm::raw_fd_ostream Out(Name, Bad);
    Out << *Bytes;
    Out.close();
    if (Bad || Out.has_error())
      return fail(Name + " cannot be written");
  }
  Time.stop();
  Time.print("generate");
  return 0;
}

int linkAndSolve(const Plan &Of) {
  Timer Generate, Read, Link, Canonical, Written, Solved;
  Linker Linked;
  uint64_t Total = 0;
  for (unsigned Index = 0; Index != Of.Units; ++Index) {
    Generate.start();
    auto Bytes = writeSummary(makeUnit(Of, Index));
    Generate.stop();
    if (!Bytes)
      return fail(llvm::toString(Bytes.takeError()));
    Total += Bytes->size();
    Read.start();
    auto Facts = readSummary(*Bytes, "a made-up unit");
    Read.stop();
    if (!Facts)
      return fail(llvm::toString(Facts.takeError()));
    Link.start();
    Linked.add(std::move(*Facts));
    Link.stop();
  }
  Generate.print("generate");
  Read.print("read");
  Link.print("add");
  Canonical.start();
  Summary Program = Linked.take();
  Canonical.stop();
  Canonical.print("take");
  uint64_t Instrs = 0, InView = 0, Blocks = 0;
  for (const Function &F : Program.Functions)
    for (const Block &B : F.Blocks) {
      ++Blocks;
      Instrs += B.Instrs.size();
      for (const Instr &I : B.Instrs)
        InView += I.Code == Op::Call || I.Code == Op::CallValue;
    }
  llvm::outs() << "program      " << Of.Units << " units, "
               << Program.Functions.size() << " functions, " << InView
               << " calls, " << Blocks << " blocks, " << Instrs
               << " instructions, " << Program.Strings.size() << " names, "
               << Program.Places.size() << " places, " << Total / 1000000
               << " MB of summaries\n";
  if (Write) {
    Written.start();
    auto Bytes = writeSummary(Program);
    Written.stop();
    Written.print("write");
    if (Bytes)
      llvm::outs() << "written      " << Bytes->size() / 1000000 << " MB\n";
    else
      llvm::outs() << "not written  " << llvm::toString(Bytes.takeError())
                   << '\n';
  }
  if (Solve) {
    AnalysisOptions Options;
    [](auto &O) {
      if constexpr (requires { O.WholeProgram; })
        O.WholeProgram = true;
    }(Options);
    Solved.start();
    std::vector<Finding> Found = findGaps(Program, Options);
    Solved.stop();
    Solved.print("solve");
    llvm::outs() << "findings     " << Found.size() << '\n';
    std::map<CheckId, unsigned> PerCheck;
    for (const Finding &F : Found)
      ++PerCheck[F.Check];
    if (Checks)
      for (auto [Check, Count] : PerCheck)
        llvm::outs() << llvm::format("%8u  ", Count) << checkName(Check)
                     << '\n';
  }
  llvm::outs().flush();
  _exit(0); // what is freed now costs the user nothing
}

} // namespace

int main(int Argc, char **Argv) {
  cl::HideUnrelatedOptions(Category);
  cl::ParseCommandLineOptions(Argc, Argv, "a made-up program\n");
  Plan Of{Units, Functions, Calls, Headers, Tracing, Seed};
  if (!Of.Units || Of.Functions < 6)
    return fail("a program has units, and a unit at least 6 functions");
  if (InProcess)
    return linkAndSolve(Of);
  if (Output.empty())
    return fail("give -o FOLDER, or --in-process");
  return writeAll(Of);
}
