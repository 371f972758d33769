// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The attributes of the process; reads OTEL_SERVICE_NAME and
// OTEL_RESOURCE_ATTRIBUTES.
#pragma once

#include <cstdlib>
#include <string>

#include "opentelemetry/common/kv_properties.h"
#include "opentelemetry/sdk/common/attribute_utils.h"
#include "opentelemetry/sdk/version/version.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace sdk::resource {
using ResourceAttributes = opentelemetry::sdk::common::AttributeMap;

class Resource {
public:
  Resource() noexcept = default;
  Resource(const ResourceAttributes &attributes) noexcept
      : Attributes(attributes) {}
  Resource(const ResourceAttributes &attributes,
           const std::string &schema_url) noexcept
      : Attributes(attributes), Schema(schema_url) {}

  const ResourceAttributes &GetAttributes() const noexcept {
    return Attributes;
  }
  const std::string &GetSchemaURL() const noexcept { return Schema; }
  // Where both have a key, the other one wins.
  Resource Merge(const Resource &other) const noexcept {
    Resource Result(other.Attributes,
                    other.Schema.empty() ? Schema : other.Schema);
    Result.Attributes.insert(Attributes.begin(), Attributes.end());
    return Result;
  }
  // Merges defaults, environment and the arguments, the last ones first.
  static Resource Create(const ResourceAttributes &attributes,
                         const std::string &schema_url = std::string{}) {
    Resource Result =
        GetDefault().Merge(fromEnvironment()).Merge({attributes, schema_url});
    Result.Attributes.emplace("service.name", std::string("unknown_service"));
    return Result;
  }
  static Resource &GetEmpty() {
    static Resource Empty;
    return Empty;
  }
  static Resource &GetDefault() {
    static Resource Default(ResourceAttributes{
        {"telemetry.sdk.language", "cpp"},
        {"telemetry.sdk.name", "opentelemetry"},
        {"telemetry.sdk.version", OPENTELEMETRY_SDK_VERSION}});
    return Default;
  }

private:
  static Resource fromEnvironment() {
    Resource Result;
    if (const char *List = std::getenv("OTEL_RESOURCE_ATTRIBUTES")) {
      opentelemetry::common::KeyValueStringTokenizer Tokens(List);
      bool Valid = false;
      nostd::string_view Key, Value;
      while (Tokens.next(Valid, Key, Value))
        if (Valid)
          Result.Attributes.SetAttribute(Key, Value);
    }
    if (const char *Name = std::getenv("OTEL_SERVICE_NAME"); Name && *Name)
      Result.Attributes.SetAttribute("service.name", Name);
    return Result;
  }

  ResourceAttributes Attributes;
  std::string Schema;
};
} // namespace sdk::resource
OPENTELEMETRY_END_NAMESPACE
