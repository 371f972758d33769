// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/load.h"

#include "common/curl.h"
#include "demo/processes.h"

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <stdexcept>
#include <vector>

namespace demo {
namespace {

namespace fs = std::filesystem;

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

std::unique_ptr<Request> PrepareOrder(const Scenario &Which,
                                      const std::string &Front,
                                      const std::string &Id,
                                      const shop::CurlHeaders &Headers) {
  auto Result = std::make_unique<Request>();
  Result->Curl.reset(curl_easy_init());
  Result->Url = Front + Which.Path + Id;
  CURL *Curl = Result->Curl.get();
  curl_easy_setopt(Curl, CURLOPT_URL, Result->Url.c_str());
  curl_easy_setopt(Curl, CURLOPT_TIMEOUT, 120L);
  if (Which.Method == "POST")
    curl_easy_setopt(Curl, CURLOPT_POSTFIELDS, "");
  curl_easy_setopt(Curl, CURLOPT_HTTPHEADER, Headers.get());
  curl_easy_setopt(Curl, CURLOPT_WRITEFUNCTION, shop::CollectBody);
  curl_easy_setopt(Curl, CURLOPT_WRITEDATA, &Result->Body);
  return Result;
}

/// Sends the orders before ours, then ours, and waits until all are answered.
/// A customer's browser has no trace: the front service begins it.
Answer SendOrders(const Scenario &Which, const std::string &Front,
                  double Scale) {
  shop::CurlHeaders Headers;
  Headers.Append("Authorization: Bearer demo");
  const std::unique_ptr<CURLM, MultiDeleter> Multi(curl_multi_init());
  std::vector<std::unique_ptr<Request>> Requests;
  for (const std::string &Id : Which.OrdersBefore) {
    Requests.push_back(PrepareOrder(Which, Front, Id, Headers));
    curl_multi_add_handle(Multi.get(), Requests.back()->Curl.get());
  }
  Requests.push_back(PrepareOrder(Which, Front, Which.OrderId, Headers));
  CURL *const Ours = Requests.back()->Curl.get();

  Answer Result;
  const auto SendAt =
      std::chrono::steady_clock::now() + Which.HeadStart * Scale;
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

} // namespace

fs::path SpanFile(const fs::path &OutDir, const std::string &Name) {
  return OutDir / (Name + ".jsonl");
}

Answer RunScenario(const Scenario &Which, const fs::path &BinDir,
                   const fs::path &OutDir, double Scale) {
  std::deque<Service> Running;
  std::map<std::string, std::string> Urls;
  for (const ServiceSpec &Spec : Which.Services) {
    std::vector<std::string> Flags = {"--spans",
                                      SpanFile(OutDir, Spec.Name).string(),
                                      "--scale", std::to_string(Scale)};
    for (const std::string &Peer : Spec.Calls)
      Flags.insert(Flags.end(), {"--" + Peer, Urls.at(Peer)});
    // Callers stand before their callees: they are stopped first.
    Running.emplace_front((BinDir / Spec.Program).string(), Flags);
    Urls[Spec.Name] = Running.front().Url();
  }

  const Answer Result = SendOrders(Which, Urls.at(Which.Front().Name), Scale);

  bool Stopped = true;
  for (Service &S : Running)
    Stopped &= S.Stop();
  if (!Stopped)
    throw std::runtime_error("a service did not stop as it should");
  return Result;
}

} // namespace demo
