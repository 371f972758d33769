// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs the incident: starts the five services, sends an order while others
// keep the order service's connections busy, stops everything, and shows what
// the traces tell about where the time went.

#include "common/curl.h"
#include "demo/processes.h"
#include "demo/timeline.h"
#include "demo/trace.h"

#include <curl/curl.h>
#include <getopt.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using demo::Interval;

const std::string OrderId = "12345";

// Two connections and 1.15 s with each: with six orders before it, the
// seventh waits for three rounds.
const std::vector<std::string> OrdersBefore = {"12339", "12340", "12341",
                                               "12342", "12343", "12344"};
constexpr std::chrono::milliseconds HeadStart(300);

const std::vector<std::string> ServiceNames = {"gateway", "auth", "orders",
                                               "payment", "inventory"};

struct Options {
  double Scale = 1.0;
  fs::path OutDir = "orders-demo";
  fs::path BinDir;
  bool ExpectBroken = false;
  bool ExpectWhole = false;
};

constexpr const char *Usage = R"(usage: orders_demo [options]
  --scale FACTOR    on all simulated times (default 1: about 5 seconds)
  --out DIR         where the spans are kept (default ./orders-demo)
  --bin DIR         where the services are (default: where this program is)
  --expect-broken   fail unless the traces are broken as in the incident
  --expect-whole    fail unless there is one trace without a gap over 5 %
)";

struct Answer {
  long Status = 0;
  Interval Time;
};

/// An order on its way: a transfer and where its answer goes.
struct Request {
  shop::CurlHandle Curl;
  std::string Url;
  std::string Body;
};

struct MultiDeleter {
  void operator()(CURLM *Handle) const { curl_multi_cleanup(Handle); }
};

std::int64_t Now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Options ParseOptions(int Argc, char **Argv) {
  static const option Known[] = {
      {"scale", required_argument, nullptr, 's'},
      {"out", required_argument, nullptr, 'o'},
      {"bin", required_argument, nullptr, 'b'},
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
    } else if (Flag == 'o') {
      Result.OutDir = optarg;
    } else if (Flag == 'b') {
      Result.BinDir = optarg;
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

fs::path SpanFile(const Options &Opts, const std::string &Service) {
  return Opts.OutDir / (Service + ".jsonl");
}

std::unique_ptr<Request> PrepareOrder(const std::string &Gateway,
                                      const std::string &Id,
                                      const shop::CurlHeaders &Headers) {
  auto Result = std::make_unique<Request>();
  Result->Curl.reset(curl_easy_init());
  Result->Url = Gateway + "/orders/" + Id;
  CURL *Curl = Result->Curl.get();
  curl_easy_setopt(Curl, CURLOPT_URL, Result->Url.c_str());
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 120L);
  curl_easy_setopt(Curl, CURLOPT_HTTPHEADER, Headers.get());
  curl_easy_setopt(Curl, CURLOPT_WRITEFUNCTION, shop::CollectBody);
  curl_easy_setopt(Curl, CURLOPT_WRITEDATA, &Result->Body);
  return Result;
}

/// Sends the orders before ours, then ours, and waits until all are answered.
/// A customer's browser has no trace: the gateway begins it.
Answer SendOrders(const std::string &Gateway, double Scale) {
  shop::CurlHeaders Headers;
  Headers.Append("Authorization: Bearer demo");
  const std::unique_ptr<CURLM, MultiDeleter> Multi(curl_multi_init());
  std::vector<std::unique_ptr<Request>> Requests;
  for (const std::string &Id : OrdersBefore) {
    Requests.push_back(PrepareOrder(Gateway, Id, Headers));
    curl_multi_add_handle(Multi.get(), Requests.back()->Curl.get());
  }
  Requests.push_back(PrepareOrder(Gateway, OrderId, Headers));
  CURL *const Ours = Requests.back()->Curl.get();

  Answer Result;
  const auto SendAt = std::chrono::steady_clock::now() + HeadStart * Scale;
  int Running = 0;
  do {
    if (Result.Time.Begin == 0 && std::chrono::steady_clock::now() >= SendAt) {
      curl_multi_add_handle(Multi.get(), Ours);
      Result.Time.Begin = Now();
    }
    curl_multi_perform(Multi.get(), &Running);
    int Left = 0;
    while (const CURLMsg *Message = curl_multi_info_read(Multi.get(), &Left)) {
      if (Message->easy_handle != Ours)
        continue;
      Result.Time.End = Now();
      curl_easy_getinfo(Ours, CURLINFO_RESPONSE_CODE, &Result.Status);
    }
    curl_multi_poll(Multi.get(), nullptr, 0, 1, nullptr);
  } while (Running > 0 || Result.Time.Begin == 0);

  for (const std::unique_ptr<Request> &Sent : Requests)
    curl_multi_remove_handle(Multi.get(), Sent->Curl.get());
  return Result;
}

/// Starts the services, sends the orders and stops the services again.
Answer RunShop(const Options &Opts) {
  const auto Start = [&](const std::string &Name,
                         std::vector<std::string> Flags) {
    Flags.insert(Flags.end(), {"--spans", SpanFile(Opts, Name).string(),
                               "--scale", std::to_string(Opts.Scale)});
    return demo::Service((Opts.BinDir / Name).string(), Flags);
  };
  demo::Service Auth = Start("auth", {});
  demo::Service Payment = Start("payment", {});
  demo::Service Inventory = Start("inventory", {});
  demo::Service Orders = Start(
      "orders", {"--inventory", Inventory.Url(), "--payment", Payment.Url()});
  demo::Service Gateway =
      Start("gateway", {"--auth", Auth.Url(), "--orders", Orders.Url()});

  const Answer Result = SendOrders(Gateway.Url(), Opts.Scale);

  bool Stopped = true;
  for (demo::Service *S : {&Gateway, &Orders, &Inventory, &Payment, &Auth})
    Stopped &= S->Stop();
  if (!Stopped)
    throw std::runtime_error("a service did not stop as it should");
  return Result;
}

/// The spans of all services; also puts them into one file.
std::vector<demo::Span> CollectSpans(const Options &Opts) {
  std::vector<demo::Span> Result;
  std::ofstream All(Opts.OutDir / "trace.jsonl", std::ios::trunc);
  for (const std::string &Name : ServiceNames) {
    const fs::path File = SpanFile(Opts, Name);
    const std::vector<demo::Span> Spans = demo::LoadSpans(File.string());
    Result.insert(Result.end(), Spans.begin(), Spans.end());
    All << std::ifstream(File).rdbuf();
  }
  if (!All.flush())
    throw std::runtime_error("cannot write to " + Opts.OutDir.string());
  return Result;
}

/// Prints \p What with the verdict on it.
bool Expect(bool Good, const std::string &What) {
  std::cout << (Good ? "  ok      " : "  FAILED  ") << What << '\n';
  return Good;
}

bool IsBroken(const std::vector<demo::Trace> &Traces, int Unexplained) {
  const bool Found = !Traces.empty();
  bool Good = Expect(Traces.size() > 1, "there are several traces");
  Good &= Expect(Found && Traces[0].HasService("gateway") &&
                     Traces[0].HasService("auth"),
                 "gateway and auth share one");
  Good &= Expect(Found && !Traces[0].HasService("orders"),
                 "the order service is not in it");
  Good &= Expect(std::any_of(Traces.begin(), Traces.end(),
                             [](const demo::Trace &T) {
                               return T.HasService("orders") &&
                                      T.HasService("payment") &&
                                      !T.HasService("inventory");
                             }),
                 "orders and payment share one without inventory");
  Good &= Expect(Unexplained > 50, "it explains less than half of the time");
  return Good;
}

bool IsWhole(const std::vector<demo::Trace> &Traces, Interval Total) {
  bool Good = Expect(Traces.size() == 1, "there is one trace");
  for (const std::string &Name : ServiceNames)
    Good &= Expect(!Traces.empty() && Traces[0].HasService(Name),
                   Name + " is in it");
  std::int64_t Largest = 0;
  for (const demo::Trace &T : Traces)
    for (const demo::Gap &G : T.Gaps)
      Largest = std::max(Largest, G.Time.Length());
  Good &= Expect(20 * Largest <= Total.Length(), "no gap is over 5 %");
  return Good;
}

int Run(const Options &Opts) {
  fs::create_directories(Opts.OutDir);
  // The exporter appends, and an earlier run's spans are not ours.
  for (const std::string &Name : ServiceNames)
    fs::remove(SpanFile(Opts, Name));

  const Answer Result = RunShop(Opts);
  const std::vector<demo::Trace> Traces =
      demo::TracesOfOrder(CollectSpans(Opts), OrderId);

  const std::int64_t Total = Result.Time.Length();
  const std::int64_t Explained =
      Traces.empty() ? 0 : demo::ExplainedTime(Traces[0], Result.Time);
  const int Unexplained = demo::Percent(Total - Explained, Total);
  std::cout << "GET /orders/" << OrderId << " was answered with "
            << Result.Status << " after " << demo::FormatTime(Total) << "\n\n";
  demo::PrintTimeline(std::cout, Traces, Result.Time);
  std::cout << "\nThe request's trace explains " << demo::FormatTime(Explained)
            << " of " << demo::FormatTime(Total) << "; "
            << demo::FormatTime(Total - Explained) << " (" << Unexplained
            << " %) no span accounts for.\n";
  if (Traces.size() > 1)
    std::cout << Traces.size() - 1
              << " more traces are about this order, and nothing but its "
                 "number says so.\n";
  std::cout << "Spans: " << (Opts.OutDir / "trace.jsonl").string() << '\n';

  bool Good = true;
  if (Opts.ExpectBroken || Opts.ExpectWhole)
    Good &= Expect(Result.Status == 200, "the answer is 200");
  if (Opts.ExpectBroken)
    Good &= IsBroken(Traces, Unexplained);
  if (Opts.ExpectWhole)
    Good &= IsWhole(Traces, Result.Time);
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
