// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The current Context of each thread, and the Token that takes it away
// again.
#pragma once

#include <utility>
#include <vector>

#include "opentelemetry/context/context.h"
#include "opentelemetry/nostd/shared_ptr.h"
#include "opentelemetry/nostd/string_view.h"
#include "opentelemetry/nostd/unique_ptr.h"
#include "opentelemetry/version.h"

OPENTELEMETRY_BEGIN_NAMESPACE
namespace context {
class Token {
public:
  Token(const Token &) = delete;
  Token &operator=(const Token &) = delete;
  virtual ~Token() noexcept; // detaches
  bool operator==(const Context &other) const noexcept {
    return context_ == other;
  }

protected:
  friend class RuntimeContextStorage;
  Token(const Context &context) : context_(context) {}

  const Context context_;
};

class OPENTELEMETRY_EXPORT RuntimeContextStorage {
public:
  virtual ~RuntimeContextStorage() = default;
  virtual Context GetCurrent() noexcept = 0;
  virtual nostd::unique_ptr<Token> Attach(const Context &context) noexcept = 0;
  virtual bool Detach(Token &token) noexcept = 0;

protected:
  nostd::unique_ptr<Token> CreateToken(const Context &context) noexcept {
    return nostd::unique_ptr<Token>(new Token(context));
  }
};

class ThreadLocalContextStorage : public RuntimeContextStorage {
public:
  Context GetCurrent() noexcept override {
    return stack().empty() ? Context() : stack().back();
  }
  // Also takes away everything attached above the token; false if the token is
  // not on this thread's stack.
  bool Detach(Token &token) noexcept override {
    std::vector<Context> &Stack = stack();
    for (size_t I = Stack.size(); I > 0; --I)
      if (token == Stack[I - 1]) {
        while (Stack.size() >= I)
          Stack.pop_back();
        return true;
      }
    // An empty Context on an empty stack counts as found, as in the real one.
    return Stack.empty() && token == Context();
  }
  nostd::unique_ptr<Token> Attach(const Context &context) noexcept override {
    stack().push_back(context);
    return CreateToken(context);
  }

private:
  static std::vector<Context> &stack() noexcept {
    static thread_local std::vector<Context> Stack;
    return Stack;
  }
};

class OPENTELEMETRY_EXPORT RuntimeContext {
public:
  static Context GetCurrent() noexcept { return GetStorage()->GetCurrent(); }
  static nostd::unique_ptr<Token> Attach(const Context &context) noexcept {
    return GetStorage()->Attach(context);
  }
  static bool Detach(Token &token) noexcept {
    return GetStorage()->Detach(token);
  }

  // Returns a new Context; the current one does not change.
  static Context SetValue(nostd::string_view key, const ContextValue &value,
                          Context *context = nullptr) noexcept {
    Context Base = context ? *context : GetCurrent();
    return Base.SetValue(key, value);
  }
  static ContextValue GetValue(nostd::string_view key,
                               Context *context = nullptr) noexcept {
    return (context ? *context : GetCurrent()).GetValue(key);
  }

  static void SetRuntimeContextStorage(
      const nostd::shared_ptr<RuntimeContextStorage> &storage) noexcept {
    GetStorage() = storage;
  }
  static nostd::shared_ptr<const RuntimeContextStorage>
  GetConstRuntimeContextStorage() noexcept {
    return nostd::shared_ptr<RuntimeContextStorage>(GetStorage());
  }

private:
  static nostd::shared_ptr<RuntimeContextStorage> &GetStorage() noexcept {
    static nostd::shared_ptr<RuntimeContextStorage> Storage(
        new ThreadLocalContextStorage);
    return Storage;
  }
};

inline Token::~Token() noexcept { RuntimeContext::Detach(*this); }
} // namespace context
OPENTELEMETRY_END_NAMESPACE
