#include "config.h"

#include <httplib.h>

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

// Only main gets here, outside any request: nothing is missing.
std::string loadConfig() {
  httplib::Client client("config", 8080);
  for (;;) {
    if (auto answer = client.Get("/orders.json"))
      return answer->body;
    std::this_thread::sleep_for(1s);
  }
}

// A handler gets here as well, and has no span.
int refreshPrices() {
  httplib::Client client("prices", 8080);
  auto answer = client.Get("/prices");
  // WARN missing-context-injection: 'Client::Get'
  // WARN blocking-call-outside-span: 'Client::Get'
  return answer ? std::stoi(answer->body) : 0;
}
