// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Name, version and attributes under which a tracer was taken.
#pragma once

#include <string>
#include <utility>

#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::instrumentationscope {
using InstrumentationScopeAttributes = opentelemetry::sdk::common::AttributeMap;

class InstrumentationScope {
public:
  static nostd::unique_ptr<InstrumentationScope>
  Create(nostd::string_view name, nostd::string_view version = "",
         nostd::string_view schema_url = "",
         InstrumentationScopeAttributes attributes = {}) {
    return nostd::unique_ptr<InstrumentationScope>(new InstrumentationScope(
        name, version, schema_url, std::move(attributes)));
  }
  bool operator==(const InstrumentationScope &other) const noexcept {
    return Name == other.Name && Version == other.Version &&
           Schema == other.Schema && Attributes == other.Attributes;
  }
  const std::string &GetName() const noexcept { return Name; }
  const std::string &GetVersion() const noexcept { return Version; }
  const std::string &GetSchemaURL() const noexcept { return Schema; }
  const InstrumentationScopeAttributes &GetAttributes() const noexcept {
    return Attributes;
  }

private:
  InstrumentationScope(nostd::string_view Name, nostd::string_view Version,
                       nostd::string_view Schema,
                       InstrumentationScopeAttributes Attributes)
      : Name(Name), Version(Version), Schema(Schema),
        Attributes(std::move(Attributes)) {}

  std::string Name, Version, Schema;
  InstrumentationScopeAttributes Attributes;
};
} // namespace sdk::instrumentationscope
OPENTELEMETRY_END_NAMESPACE
