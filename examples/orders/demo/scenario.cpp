// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "demo/scenario.h"

namespace demo {

const Scenario &OrderIncident() {
  static const Scenario Result = {
      .Services = {{"auth", "auth", {}},
                   {"payment", "payment", {}},
                   {"inventory", "inventory", {}},
                   {"orders", "orders", {"inventory", "payment"}},
                   {"gateway", "gateway", {"auth", "orders"}}},
      .Method = "GET",
      .Path = "/orders/",
      .OrderId = "12345",
      // Two connections and 1.15 s with each: with six orders before it, the
      // seventh waits for three rounds.
      .OrdersBefore = {"12339", "12340", "12341", "12342", "12343", "12344"},
      .HeadStart = std::chrono::milliseconds(300),
      .WaitsIn = "orders",
      .Together = {{"gateway", "auth"}, {"orders", "payment"}},
      .Apart = {{"gateway", "orders"}, {"orders", "inventory"}},
  };
  return Result;
}

const Scenario &OpenTracingIncident() {
  static const Scenario Result = {
      .Services = {{"bank", "opentracing_bank", {}},
                   {"payment", "opentracing_payment", {"bank"}},
                   {"checkout", "opentracing_checkout", {"payment"}}},
      .Method = "POST",
      .Path = "/checkout?order=",
      .OrderId = "12345",
      .OrdersBefore = {},
      .WaitsIn = "",
      .Together = {},
      .Apart = {{"checkout", "payment"}, {"payment", "bank"}},
  };
  return Result;
}

} // namespace demo
