// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The W3C tracestate: an immutable list of vendors' keys and values.
#pragma once

#include <string>

#include "opentelemetry/common/kv_properties.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace trace {
class OPENTELEMETRY_EXPORT TraceState {
public:
  static constexpr int kKeyMaxSize = 256;
  static constexpr int kValueMaxSize = 256;
  static constexpr int kMaxKeyValuePairs = 32;
  static constexpr auto kKeyValueSeparator = '=';
  static constexpr auto kMembersSeparator = ',';

  static nostd::shared_ptr<TraceState> GetDefault() {
    static nostd::shared_ptr<TraceState> Default(new TraceState);
    return Default;
  }
  // The default one if the header is malformed or too long.
  static nostd::shared_ptr<TraceState>
  FromHeader(nostd::string_view header) noexcept {
    common::KeyValueStringTokenizer Tokens(header);
    if (Tokens.NumTokens() > kMaxKeyValuePairs)
      return GetDefault();
    nostd::shared_ptr<TraceState> Result(new TraceState);
    bool Valid = false;
    nostd::string_view Key, Value;
    while (Tokens.next(Valid, Key, Value)) {
      if (!Valid || !IsValidKey(Key) || !IsValidValue(Value))
        return GetDefault();
      Result->Entries.AddEntry(Key, Value);
    }
    return Result;
  }
  std::string ToHeader() const noexcept {
    std::string Header;
    GetAllEntries([&](nostd::string_view Key, nostd::string_view Value) {
      if (!Header.empty())
        Header += kMembersSeparator;
      Header.append(Key.data(), Key.size()) += kKeyValueSeparator;
      Header.append(Value.data(), Value.size());
      return true;
    });
    return Header;
  }

  bool Get(nostd::string_view key, std::string &value) const noexcept {
    return IsValidKey(key) && Entries.GetValue(key, value);
  }
  // The new pair comes first; an older one of the same key stays behind it.
  nostd::shared_ptr<TraceState> Set(const nostd::string_view &key,
                                    const nostd::string_view &value) noexcept {
    if (!IsValidKey(key) || !IsValidValue(value))
      return GetDefault();
    nostd::shared_ptr<TraceState> Result(new TraceState);
    if (Entries.Size() < kMaxKeyValuePairs)
      Result->Entries.AddEntry(key, value);
    GetAllEntries([&](nostd::string_view K, nostd::string_view V) {
      Result->Entries.AddEntry(K, V);
      return true;
    });
    return Result;
  }
  nostd::shared_ptr<TraceState> Delete(const nostd::string_view &key) noexcept {
    if (!IsValidKey(key))
      return GetDefault();
    nostd::shared_ptr<TraceState> Result(new TraceState);
    GetAllEntries([&](nostd::string_view K, nostd::string_view V) {
      if (K != key)
        Result->Entries.AddEntry(K, V);
      return true;
    });
    return Result;
  }
  bool Empty() const noexcept { return Entries.Size() == 0; }
  bool GetAllEntries(
      nostd::function_ref<bool(nostd::string_view, nostd::string_view)>
          callback) const noexcept {
    return Entries.GetAllEntries(callback);
  }

  static bool IsValidKey(nostd::string_view key) noexcept {
    auto IsAlnum = [](char C) {
      return (C >= 'a' && C <= 'z') || (C >= '0' && C <= '9');
    };
    if (key.empty() || key.size() > kKeyMaxSize || !IsAlnum(key[0]))
      return false;
    for (char C : key)
      if (!IsAlnum(C) && C != '_' && C != '-' && C != '@' && C != '*' &&
          C != '/')
        return false;
    return true;
  }
  static bool IsValidValue(nostd::string_view value) noexcept {
    if (value.empty() || value.size() > kValueMaxSize)
      return false;
    for (char C : value)
      if (C < ' ' || C > '~' || C == ',' || C == '=')
        return false;
    return true;
  }

private:
  TraceState() = default;

  common::KeyValueProperties Entries;
};
} // namespace trace
OPENTELEMETRY_END_NAMESPACE
