// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A carrier that reads environment variables and writes into a map for the
// environment of a child process.
#pragma once

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "opentelemetry/context/propagation/text_map_propagator.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context::propagation {
class EnvironmentCarrier : public TextMapCarrier {
public:
  EnvironmentCarrier() noexcept = default;
  explicit EnvironmentCarrier(
      std::shared_ptr<std::map<std::string, std::string>> env_map) noexcept
      : Map(std::move(env_map)) {}

  nostd::string_view Get(nostd::string_view key) const noexcept override {
    std::string Name = normalized(key);
    auto Found = Cache.find(Name);
    if (Found == Cache.end()) {
      const char *Value = std::getenv(Name.c_str());
      if (!Value)
        return "";
      Found = Cache.emplace(std::move(Name), Value).first;
    }
    return Found->second;
  }
  void Set(nostd::string_view key, nostd::string_view value) noexcept override {
    if (Map)
      (*Map)[normalized(key)] = std::string(value);
  }

private:
  static std::string normalized(nostd::string_view Key) {
    std::string Name;
    for (char C : Key) {
      bool Digit = C >= '0' && C <= '9';
      if (Digit && Name.empty())
        Name += '_';
      if (C >= 'a' && C <= 'z')
        Name += static_cast<char>(C - 'a' + 'A');
      else
        Name += Digit || (C >= 'A' && C <= 'Z') ? C : '_';
    }
    return Name.empty() ? "_" : Name;
  }

  std::shared_ptr<std::map<std::string, std::string>> Map;
  mutable std::map<std::string, std::string> Cache;
};
} // namespace context::propagation
OPENTELEMETRY_END_NAMESPACE
