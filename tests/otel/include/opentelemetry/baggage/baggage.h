// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An immutable list of keys and values that travels with a request.
#pragma once

#include <string>

#include "opentelemetry/common/kv_properties.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace baggage {
class OPENTELEMETRY_EXPORT Baggage {
public:
  static constexpr size_t kMaxKeyValuePairs = 180;
  static constexpr size_t kMaxKeyValueSize = 4096;
  static constexpr size_t kMaxSize = 8192;
  static constexpr char kKeyValueSeparator = '=';
  static constexpr char kMembersSeparator = ',';
  static constexpr char kMetadataSeparator = ';';

  Baggage() noexcept = default;
  Baggage(size_t size) noexcept : Entries(size) {}
  template <class T>
  Baggage(const T &keys_and_values) noexcept : Entries(keys_and_values) {}

  static nostd::shared_ptr<Baggage> GetDefault() {
    static nostd::shared_ptr<Baggage> Default(new Baggage);
    return Default;
  }
  bool GetValue(nostd::string_view key, std::string &value) const noexcept {
    return Entries.GetValue(key, value);
  }
  // A copy if the key or the value is not printable.
  nostd::shared_ptr<Baggage> Set(const nostd::string_view &key,
                                 const nostd::string_view &value) noexcept {
    bool Valid = !key.empty() && isPrintable(key) && isPrintable(value);
    nostd::shared_ptr<Baggage> Result =
        Valid ? Delete(key) : nostd::shared_ptr<Baggage>(new Baggage(*this));
    if (!Valid)
      return Result;
    nostd::shared_ptr<Baggage> Added(new Baggage);
    Added->Entries.AddEntry(key, value);
    Result->GetAllEntries([&](nostd::string_view K, nostd::string_view V) {
      Added->Entries.AddEntry(K, V);
      return true;
    });
    return Added;
  }
  bool GetAllEntries(
      nostd::function_ref<bool(nostd::string_view, nostd::string_view)>
          callback) const noexcept {
    return Entries.GetAllEntries(callback);
  }
  nostd::shared_ptr<Baggage> Delete(nostd::string_view key) noexcept {
    nostd::shared_ptr<Baggage> Result(new Baggage);
    GetAllEntries([&](nostd::string_view K, nostd::string_view V) {
      if (K != key)
        Result->Entries.AddEntry(K, V);
      return true;
    });
    return Result;
  }

  // Malformed members are left out; what follows a `;` stays as it is.
  static nostd::shared_ptr<Baggage>
  FromHeader(nostd::string_view header) noexcept {
    if (header.size() > kMaxSize)
      return GetDefault();
    nostd::shared_ptr<Baggage> Result(new Baggage);
    common::KeyValueStringTokenizer Tokens(header);
    bool Valid = false;
    nostd::string_view Key, Value;
    while (Result->Entries.Size() < kMaxKeyValuePairs &&
           Tokens.next(Valid, Key, Value)) {
      if (!Valid || Key.size() + Value.size() > kMaxKeyValueSize)
        continue;
      nostd::string_view Metadata;
      size_t Semicolon = Value.find(kMetadataSeparator);
      if (Semicolon != nostd::string_view::npos) {
        Metadata = Value.substr(Semicolon);
        Value = Value.substr(0, Semicolon);
      }
      std::string K, V;
      if (!decode(common::StringUtil::Trim(Key), K) || K.empty() ||
          !decode(common::StringUtil::Trim(Value), V) || !isPrintable(K) ||
          !isPrintable(V))
        continue;
      Result->Entries.AddEntry(K, V.append(Metadata.data(), Metadata.size()));
    }
    return Result;
  }
  std::string ToHeader() const noexcept {
    std::string Header;
    GetAllEntries([&](nostd::string_view Key, nostd::string_view Value) {
      if (!Header.empty())
        Header += kMembersSeparator;
      size_t Semicolon = Value.find(kMetadataSeparator);
      if (Semicolon == nostd::string_view::npos)
        Semicolon = Value.size();
      encode(Key, Header);
      Header += kKeyValueSeparator;
      encode(Value.substr(0, Semicolon), Header);
      Header.append(Value.data() + Semicolon, Value.size() - Semicolon);
      return true;
    });
    return Header;
  }

private:
  static bool isPrintable(nostd::string_view S) {
    for (char C : S)
      if (C < ' ' || C > '~')
        return false;
    return true;
  }
  static void encode(nostd::string_view S, std::string &Out) {
    for (char C : S) {
      if ((C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') ||
          (C >= '0' && C <= '9') || C == '-' || C == '_' || C == '.' ||
          C == '~')
        Out += C;
      else if (C == ' ')
        Out += '+';
      else
        ((Out += '%') += "0123456789ABCDEF"[(C >> 4) & 15]) +=
            "0123456789ABCDEF"[C & 15];
    }
  }
  static int digit(char C) {
    if (C >= '0' && C <= '9')
      return C - '0';
    if (C >= 'A' && C <= 'F')
      return C - 'A' + 10;
    return C >= 'a' && C <= 'f' ? C - 'a' + 10 : -1;
  }
  static bool decode(nostd::string_view S, std::string &Out) {
    for (size_t I = 0; I < S.size(); ++I) {
      char C = S[I];
      if (C == '%') {
        if (I + 2 >= S.size() || digit(S[I + 1]) < 0 || digit(S[I + 2]) < 0)
          return false;
        Out += static_cast<char>(digit(S[I + 1]) * 16 + digit(S[I + 2]));
        I += 2;
      } else if (C == '+') {
        Out += ' ';
      } else if (C > ' ' && C <= '~' && C != '"' && C != ',' && C != ';' &&
                 C != '\\') {
        Out += C;
      } else {
        return false;
      }
    }
    return true;
  }

  common::KeyValueProperties Entries;
};
} // namespace baggage
OPENTELEMETRY_END_NAMESPACE
