// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is started, what is sent, and what is wrong with its traces: the
// incident of the order service, and that of the OpenTracing services.

#ifndef ORDERS_DEMO_SCENARIO_H
#define ORDERS_DEMO_SCENARIO_H

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace demo {

struct ServiceSpec {
  std::string Name;
  /// File name of its program.
  std::string Program;
  /// Names of the services that it calls.
  std::vector<std::string> Calls;
};

struct Scenario {
  /// Callees before their callers; the last one is what customers reach.
  std::vector<ServiceSpec> Services;
  /// How an order is sent to it: "GET", or "POST" without a body.
  std::string Method;
  /// The path, which the order's number completes.
  std::string Path;
  std::string OrderId;
  /// Orders that are sent before ours, and how long.
  std::vector<std::string> OrdersBefore;
  std::chrono::milliseconds HeadStart{0};
  /// The service in which the order waits for a connection; empty for none.
  std::string WaitsIn;
  /// Pairs of services that share a trace, and that do not, in the incident.
  std::vector<std::pair<std::string, std::string>> Together;
  std::vector<std::pair<std::string, std::string>> Apart;

  const ServiceSpec &Front() const { return Services.back(); }
};

/// Five services with OpenTelemetry.
const Scenario &OrderIncident();

/// Three services with OpenTracing.
const Scenario &OpenTracingIncident();

} // namespace demo

#endif // ORDERS_DEMO_SCENARIO_H
