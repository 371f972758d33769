// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs an incident: starts the services, sends an order, stops everything,
// shows what the traces tell about where the time went, and judges them.

#include "demo/load.h"
#include "demo/scenario.h"
#include "demo/timeline.h"
#include "demo/trace.h"
#include "demo/verdict.h"

#include <curl/curl.h>
#include <getopt.h>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Options {
  double Scale = 1.0;
  fs::path OutDir = "orders-demo";
  fs::path BinDir;
  const demo::Scenario *Which = &demo::OrderIncident();
  bool Kept = false;
  bool ExpectBroken = false;
  bool ExpectWhole = false;
};

constexpr const char *Usage = R"(usage: orders_demo [options]
  --opentracing     the three services with OpenTracing (default: the five with
                    OpenTelemetry)
  --scale FACTOR    on all simulated times (default 1: a few seconds)
  --out DIR         where the spans are kept (default ./orders-demo)
  --bin DIR         where the services are (default: where this program is)
  --kept            run nothing: show the spans that are in --out
  --expect-broken   fail unless the traces are broken as in the incident
  --expect-whole    fail unless there is one trace without a gap over 5 %
)";

Options ParseOptions(int Argc, char **Argv) {
  static const option Known[] = {
      {"opentracing", no_argument, nullptr, 't'},
      {"scale", required_argument, nullptr, 's'},
      {"out", required_argument, nullptr, 'o'},
      {"bin", required_argument, nullptr, 'b'},
      {"kept", no_argument, nullptr, 'k'},
      {"expect-broken", no_argument, nullptr, 'x'},
      {"expect-whole", no_argument, nullptr, 'w'},
      {"help", no_argument, nullptr, 'h'},
      {},
  };
  Options Result;
  Result.BinDir = fs::read_symlink("/proc/self/exe").parent_path();
  for (int Flag = 0;
       (Flag = getopt_long(Argc, Argv, "", Known, nullptr)) != -1;) {
    if (Flag == 's') {
      char *End = nullptr;
      Result.Scale = std::strtod(optarg, &End);
      if (*End || !(Result.Scale > 0 && Result.Scale <= 10)) {
        std::cerr << "orders_demo: error: bad scale '" << optarg << "'\n";
        std::exit(2);
      }
    } else if (Flag == 't') {
      Result.Which = &demo::OpenTracingIncident();
    } else if (Flag == 'o') {
      Result.OutDir = optarg;
    } else if (Flag == 'b') {
      Result.BinDir = optarg;
    } else if (Flag == 'k') {
      Result.Kept = true;
    } else if (Flag == 'x') {
      Result.ExpectBroken = true;
    } else if (Flag == 'w') {
      Result.ExpectWhole = true;
    } else {
      (Flag == 'h' ? std::cout : std::cerr) << Usage;
      std::exit(Flag == 'h' ? 0 : 2);
    }
  }
  if (optind < Argc) {
    std::cerr << "orders_demo: error: unexpected argument '" << Argv[optind]
              << "'\n";
    std::exit(2);
  }
  return Result;
}

fs::path AllSpans(const Options &Opts) { return Opts.OutDir / "trace.jsonl"; }

/// Runs the scenario, with the spans of all services in one file.
demo::Answer RunAndCollect(const Options &Opts) {
  fs::create_directories(Opts.OutDir);
  // The exporter appends, and an earlier run's spans are not ours.
  for (const demo::ServiceSpec &Service : Opts.Which->Services)
    fs::remove(demo::SpanFile(Opts.OutDir, Service.Name));

  const demo::Answer Result =
      demo::RunScenario(*Opts.Which, Opts.BinDir, Opts.OutDir, Opts.Scale);

  std::ofstream All(AllSpans(Opts), std::ios::trunc);
  for (const demo::ServiceSpec &Service : Opts.Which->Services)
    All << std::ifstream(demo::SpanFile(Opts.OutDir, Service.Name)).rdbuf();
  if (!All.flush())
    throw std::runtime_error("cannot write to " + Opts.OutDir.string());
  return Result;
}

void Show(const Options &Opts, const std::vector<demo::Trace> &Traces,
          demo::Interval Request) {
  demo::PrintTimeline(std::cout, demo::StandardOutput(), Traces, Request);
  const std::int64_t Total = Request.Length();
  const std::int64_t Explained =
      Traces.empty() ? 0 : demo::ExplainedTime(Traces[0], Request);
  std::cout << "\nThe request's trace explains " << demo::FormatTime(Explained)
            << " of " << demo::FormatTime(Total) << "; no span accounts for "
            << demo::FormatTime(Total - Explained) << ", "
            << demo::Percent(Total - Explained, Total) << " %.\n";
  if (Traces.size() > 1)
    std::cout << "Orphans: " << Traces.size() - 1
              << (Traces.size() == 2 ? " more trace is" : " more traces are")
              << " about this order, and nothing but its number says so.\n";
  std::cout << "Spans, as OTLP JSON: " << AllSpans(Opts).string() << '\n';
}

int Run(const Options &Opts) {
  demo::Answer Result;
  if (!Opts.Kept)
    Result = RunAndCollect(Opts);
  const demo::Scenario &Which = *Opts.Which;
  const std::vector<demo::Trace> Traces =
      demo::TracesOfOrder(demo::LoadSpans(AllSpans(Opts).string()),
                          Which.OrderId, Which.Front().Name);
  if (Opts.Kept && !Traces.empty())
    Result.Time = Traces[0].Spans[0].Time;

  if (!Opts.Kept)
    std::cout << Which.Method << ' ' << Which.Path << Which.OrderId
              << " was answered with " << Result.Status << " after "
              << demo::FormatTime(Result.Time.Length()) << "\n\n";
  Show(Opts, Traces, Result.Time);

  bool Good = true;
  if (!Opts.Kept && (Opts.ExpectBroken || Opts.ExpectWhole))
    Good &= demo::Expect(std::cout, Result.Status == 200, "the answer is 200");
  if (Opts.ExpectBroken)
    Good &= demo::IsBroken(std::cout, Which, Traces, Result.Time);
  if (Opts.ExpectWhole)
    Good &= demo::IsWhole(std::cout, Which, Traces, Result.Time);
  return Good ? 0 : 1;
}

} // namespace

int main(int Argc, char **Argv) {
  const Options Opts = ParseOptions(Argc, Argv);
  curl_global_init(CURL_GLOBAL_DEFAULT);
  int Status = 1;
  try {
    Status = Run(Opts);
  } catch (const std::exception &Error) {
    std::cerr << "orders_demo: error: " << Error.what() << '\n';
  }
  curl_global_cleanup();
  return Status;
}
