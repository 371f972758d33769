// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Ordered string pairs and the tokenizer of `k=v,k=v` headers, as
// tracestate and baggage need them.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "opentelemetry/common/key_value_iterable_view.h"
#include "opentelemetry/common/string_util.h"
#include "opentelemetry/nostd/function_ref.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace common {
class KeyValueStringTokenizer {
public:
  explicit KeyValueStringTokenizer(nostd::string_view str) noexcept
      : Text(str) {}

  // Moves to the next member that is not empty; false at the end.
  bool next(bool &valid_kv, nostd::string_view &key,
            nostd::string_view &value) noexcept {
    while (Pos < Text.size()) {
      size_t End = Text.find(',', Pos);
      if (End == nostd::string_view::npos)
        End = Text.size();
      nostd::string_view Member = StringUtil::Trim(Text.substr(Pos, End - Pos));
      Pos = End + 1;
      if (Member.empty())
        continue;
      size_t Equal = Member.find('=');
      valid_kv = Equal != nostd::string_view::npos;
      if (valid_kv) {
        key = Member.substr(0, Equal);
        value = Member.substr(Equal + 1);
      }
      return true;
    }
    return false;
  }

  // Counts empty members too: an upper bound.
  size_t NumTokens() const noexcept {
    size_t Count = Text.empty() ? 0 : 1;
    for (size_t I = 0; I + 1 < Text.size(); ++I)
      Count += Text[I] == ',';
    return Count;
  }
  void reset() noexcept { Pos = 0; }

private:
  nostd::string_view Text;
  size_t Pos = 0;
};

class KeyValueProperties {
public:
  KeyValueProperties() noexcept = default;
  // The real one holds at most `size` entries; this one grows.
  explicit KeyValueProperties(size_t size) { Entries.reserve(size); }
  template <class T,
            class = nostd::enable_if_t<detail::is_key_value_iterable<T>::value>>
  explicit KeyValueProperties(const T &keys_and_values) {
    for (const auto &Entry : keys_and_values)
      AddEntry(Entry.first, Entry.second);
  }

  void AddEntry(nostd::string_view key, nostd::string_view value) noexcept {
    Entries.emplace_back(std::string(key), std::string(value));
  }
  bool GetAllEntries(
      nostd::function_ref<bool(nostd::string_view, nostd::string_view)>
          callback) const noexcept {
    for (const auto &Entry : Entries)
      if (!callback(Entry.first, Entry.second))
        return false;
    return true;
  }
  bool GetValue(nostd::string_view key, std::string &value) const noexcept {
    for (const auto &Entry : Entries)
      if (key == Entry.first) {
        value = Entry.second;
        return true;
      }
    return false;
  }
  size_t Size() const noexcept { return Entries.size(); }

private:
  std::vector<std::pair<std::string, std::string>> Entries;
};
} // namespace common
OPENTELEMETRY_END_NAMESPACE
