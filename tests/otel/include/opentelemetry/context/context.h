// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An immutable chain of keys and values; every setter returns a new
// Context.
#pragma once

#include <string>
#include <utility>

#include "opentelemetry/context/context_value.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/variant.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
class Context {
public:
  Context() = default;
  // From a container of pairs. As in the real one this converts from anything.
  template <class T> Context(const T &keys_and_values) noexcept {
    for (const auto &Entry : keys_and_values)
      Head = push(Entry.first, Entry.second, Head);
  }
  Context(nostd::string_view key, ContextValue value) noexcept
      : Head(push(key, std::move(value), {})) {}

  template <class T> Context SetValues(T &values) noexcept {
    Context Result = *this;
    for (const auto &Entry : values)
      Result.Head = push(Entry.first, Entry.second, Result.Head);
    return Result;
  }
  Context SetValue(nostd::string_view key, ContextValue value) noexcept {
    Context Result;
    Result.Head = push(key, std::move(value), Head);
    return Result;
  }
  context::ContextValue GetValue(const nostd::string_view key) const noexcept {
    for (const Node *N = Head.get(); N; N = N->Next.get())
      if (key == N->Key)
        return N->Value;
    return {};
  }
  bool HasKey(const nostd::string_view key) const noexcept {
    return !nostd::holds_alternative<nostd::monostate>(GetValue(key));
  }
  // Identity, not equality of the contents.
  bool operator==(const Context &other) const noexcept {
    return Head == other.Head;
  }

private:
  struct Node {
    std::string Key;
    ContextValue Value;
    nostd::shared_ptr<Node> Next;
  };
  static nostd::shared_ptr<Node> push(nostd::string_view Key,
                                      ContextValue Value,
                                      nostd::shared_ptr<Node> Next) {
    return nostd::shared_ptr<Node>(
        new Node{std::string(Key), std::move(Value), std::move(Next)});
  }

  nostd::shared_ptr<Node> Head;
};
} // namespace context
OPENTELEMETRY_END_NAMESPACE
