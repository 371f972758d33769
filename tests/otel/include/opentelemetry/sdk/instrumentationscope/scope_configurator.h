// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Chooses a configuration for each instrumentation scope.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/sdk/instrumentationscope/instrumentation_scope.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::instrumentationscope {
template <typename T> class ScopeConfigurator {
  using Matcher = std::function<bool(const InstrumentationScope &)>;

public:
  class Builder {
  public:
    explicit Builder(T default_scope_config) noexcept
        : Default(std::move(default_scope_config)) {}
    // The first condition that matches wins.
    Builder &AddCondition(Matcher scope_matcher, T scope_config) {
      Conditions.emplace_back(std::move(scope_matcher),
                              std::move(scope_config));
      return *this;
    }
    Builder &AddConditionNameEquals(nostd::string_view scope_name,
                                    T scope_config) {
      return AddCondition(
          [Name = std::string(scope_name)](const InstrumentationScope &Scope) {
            return Scope.GetName() == Name;
          },
          std::move(scope_config));
    }
    ScopeConfigurator<T> Build() const {
      return ScopeConfigurator<T>(Default, Conditions);
    }

  private:
    T Default;
    std::vector<std::pair<Matcher, T>> Conditions;
  };

  T ComputeConfig(const InstrumentationScope &scope_info) const {
    for (const auto &Condition : Conditions)
      if (Condition.first(scope_info))
        return Condition.second;
    return Default;
  }

private:
  ScopeConfigurator(T Default, std::vector<std::pair<Matcher, T>> Conditions)
      : Default(std::move(Default)), Conditions(std::move(Conditions)) {}

  T Default;
  std::vector<std::pair<Matcher, T>> Conditions;
};
} // namespace sdk::instrumentationscope
OPENTELEMETRY_END_NAMESPACE
