// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "Toy.h"
#include "analysis/facts/Print.h"
#include "analysis/finding/Finding.h"
#include "analysis/finding/FixPlan.h"
#include "analysis/model/ModelSet.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/raw_ostream.h"
#include <gtest/gtest.h>
#include <regex>

namespace trace_tidy::toy {

namespace {

constexpr const char *Header = R"cpp(
#pragma GCC system_header
namespace std {
template <class T> struct remove_reference { using type = T; };
template <class T> struct remove_reference<T &> { using type = T; };
template <class T> struct remove_reference<T &&> { using type = T; };
template <class T>
constexpr typename remove_reference<T>::type &&move(T &&t) noexcept {
  return static_cast<typename remove_reference<T>::type &&>(t);
}
template <class P = void> struct coroutine_handle {
  static coroutine_handle from_address(void *) noexcept;
};
template <> struct coroutine_handle<void> {
  template <class P> coroutine_handle(coroutine_handle<P>) noexcept;
};
template <class R, class...> struct coroutine_traits {
  using promise_type = typename R::promise_type;
};
struct suspend_never {
  bool await_ready() const noexcept { return true; }
  void await_suspend(coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
} // namespace std
namespace toy {
enum class Kind { Internal, Server, Client, Producer, Consumer };
struct Span {
  void end();
  void event(const char *);
  void kind(Kind);
};
template <class T> struct Ptr {
  Ptr();
  Ptr(decltype(nullptr));
  Ptr(const Ptr &);
  Ptr(Ptr &&);
  ~Ptr();
  Ptr &operator=(const Ptr &);
  Ptr &operator=(Ptr &&);
  T *operator->() const;
  T &operator*() const;
  explicit operator bool() const;
  void reset();
};
template <class T> struct List {
  T *begin();
  T *end();
  T &operator[](int);
  void push_back(const T &);
};
struct Context {
  Context with(const char *key, int value) const;
};
struct Request {
  const char *header(const char *name) const;
};
struct Headers {
  void set(const char *name, const char *value);
};
struct Client {
  void send(const char *url, const Headers &);
};
struct Transaction {
  explicit Transaction(int connection);
  Transaction(const Transaction &) = delete;
};
struct Scope {
  explicit Scope(const Ptr<Span> &);
  Scope(Scope &&);
  ~Scope();
};
struct Future {
  int get();
};
struct Queue {
  void add(const Headers &);
  void flush();
};
struct Call {
  void go();
};
struct Service {
  virtual ~Service();
};
using SpanPtr = Ptr<Span>;
SpanPtr start(const char *name, Kind = Kind::Internal);
SpanPtr start(const char *name, const Context &parent, Kind = Kind::Internal);
Scope activate(const SpanPtr &);
Context current();
Context extract(const Request &);
void inject(Headers &);
void send(const char *url, const Headers &);
void send(const char *url);
Future post(const char *url, const Headers &);
Client traced();
void wait();
void nap();
void join();
void lock();
int query(const char * = nullptr);
int &row(const char *);
template <class F> void handle(const char *route, F) {}
template <class F> void around(F) {}
template <class F, class... A> void spawn(F, A...) {}
template <class F> void later(F) {}
template <class F> void run(F) {}
} // namespace toy
using namespace toy;
)cpp";

constexpr const char *Model = R"yaml(
library: toy
provenance: the header above
entries:
  - {functions: [toy::start], role: span-start, name: arg0, parent: arg1, kind: arg2, when: [{parameters: 3}]}
  - {functions: [toy::start], role: span-start, name: arg0, kind: arg1, when: [{parameters: 2}]}
  - {functions: ["toy::Span::end"], role: span-end, span: this}
  - {functions: ["toy::Span::event"], role: span-event, span: this}
  - {functions: ["toy::Span::kind"], role: span-kind, span: this, kind: arg0}
  - {functions: ["toy::Scope::Scope"], role: activate, from: arg0, when: [{place: arg0, type: toy::Span}]}
  - {functions: [toy::activate], role: activate, from: arg0}
  - {functions: [toy::current], role: context-current}
  - {functions: ["toy::Context::with"], role: flow, from: this, changes-copy: true}
  - {functions: [toy::extract], role: extract, carrier: arg0}
  - {functions: ["toy::Request::header"], role: header-get, carrier: this, name: arg0}
  - {functions: [toy::inject], role: inject, carrier: arg0}
  - {functions: ["toy::Headers::set"], role: header-set, carrier: this, name: arg0, value: arg1}
  - {functions: [toy::send], role: send, carrier: arg1, system: http, when: [{parameters: 2}]}
  - {functions: [toy::send], role: send, carrier: none, system: http, when: [{parameters: 1}]}
  - {functions: ["toy::Client::send"], role: send, carrier: arg1, client: this, system: http}
  - {functions: [toy::post], role: send, carrier: arg1, system: http, blocks: false}
  - {functions: ["toy::Queue::add"], role: carrier-link, carrier: this, headers: arg0}
  - {functions: ["toy::Queue::add"], role: send, carrier: arg0, into: this, blocks: false, system: messaging}
  - {functions: ["toy::Queue::flush"], role: send, carrier: this, blocks: false, system: messaging}
  - {functions: ["*::Stub::Prepare*"], role: carrier-link, when: [{place: arg0, type: toy::Headers}], carrier: result, headers: arg0}
  - {functions: ["*::Stub::Prepare*"], role: no-effect, when: [{place: arg0, type: toy::Headers}]}
  - {functions: ["*::Stub::*"], role: send, when: [{place: arg0, type: toy::Headers}], carrier: arg0, system: rpc}
  - {functions: ["toy::Call::go"], role: send, carrier: this, blocks: false, system: rpc}
  - {functions: [toy::traced], role: propagates, client: result}
  - {functions: [toy::wait], role: block, category: queue}
  - {functions: [toy::nap], role: block, category: sleep}
  - {functions: [toy::join], role: block, category: join}
  - {functions: [toy::lock], role: block, category: lock}
  - {functions: ["toy::Future::get"], role: block, category: future}
  - {functions: [toy::query, toy::row, "toy::Transaction::Transaction"], role: remote, system: database}
  - {functions: [toy::handle], role: handler, callable: arg1, route: arg0, request: 0}
  - {functions: [toy::around], role: middleware, callable: arg0}
  - {functions: [toy::spawn], role: spawn, callable: arg0, arguments: 1}
  - {functions: [toy::later], role: continuation, callable: arg0}
  - {functions: [toy::run], role: invoke, callable: arg0, arguments: 1}
  - {functions: ["std::move"], role: same, from: arg0}
  - {functions: ["toy::Ptr::reset"], role: reset, carrier: this}
types:
  - {names: [toy::Request], role: request}
  - {names: [toy::Headers], role: carrier}
  - {names: [toy::Span], role: span}
  - {names: [toy::Scope], role: scope}
  - {names: [toy::Context], role: context}
  - {names: [toy::Ptr], role: pointer}
  - {names: [toy::List], role: container}
handlers:
  - {base: toy::Service, parameter: toy::Request, request: 0}
values:
  - {names: ["toy::Kind::Internal"], kind: internal}
  - {names: ["toy::Kind::Server"], kind: server}
  - {names: ["toy::Kind::Client"], kind: client}
  - {names: ["toy::Kind::Producer"], kind: producer}
  - {names: ["toy::Kind::Consumer"], kind: consumer}
trace-headers: [traceparent]
tracing: {type: "toy::Span", header: toy.h}
edits:
  - {edit: inject, code: "fix::inject({carrier})", include: fix.h}
  - {edit: inject-copy, code: "fix::injected({carrier})", include: fix.h}
  - {edit: inject-new, code: "fix::injected<{type}>({carrier})", include: fix.h}
  - {edit: client-span, code: "fix::client({name}{remote}, {call})", include: fix.h}
  - {edit: internal-span, code: "fix::internal({name}{remote}, {call})", include: fix.h}
  - {edit: server-span, code: "fix::Server {variable}({name}, {request});", include: fix.h}
carriers:
  - {types: [toy::Headers], include: fix/toy.h}
  - {types: [toy::Request], include: fix/toy.h}
)yaml";

const ModelSet &models() {
  static const std::shared_ptr<const ModelSet> Models = [] {
    auto M = ModelSet::parse(Model, "toy.yaml");
    if (M)
      return *M;
    llvm::errs() << llvm::toString(M.takeError()) << '\n';
    abort();
  }();
  return *Models;
}

} // namespace

Summary facts(llvm::StringRef Code, llvm::StringRef File) {
  std::unique_ptr<clang::ASTUnit> Ast =
      clang::tooling::buildASTFromCodeWithArgs(
          Code,
          {"-std=c++20", "-fexceptions", "-fcxx-exceptions", "-w", "-include",
           "/t/toy.h"},
          File, "trace-tidy", std::make_shared<clang::PCHContainerOperations>(),
          clang::tooling::getClangStripDependencyFileAdjuster(),
          {{"/t/toy.h", Header}});
  if (!Ast || Ast->getDiagnostics().hasErrorOccurred()) {
    ADD_FAILURE() << "does not compile:\n" << Code.str();
    return {};
  }
  return extractFacts(Ast->getASTContext(), models());
}

std::string printed(llvm::StringRef Code) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  print(facts(Code), Out);
  auto Drop = [&](const char *Pattern, const char *Put) {
    Text = std::regex_replace(Text, std::regex(Pattern), Put);
  };
  Drop("(function .*) parameters=.*", "$1");
  Drop("class .*\n", "");
  Drop("'([^'\n]*)' <[^ \n]*>", "$1");
  Drop(" <[^ \n]*>", "");
  Drop("/t/a.cpp:", "");
  Drop(" @/t/toy.h:.*", "");
  return "\n" + Text;
}

std::string mended(llvm::StringRef Code) {
  std::vector<Finding> Findings = findGaps(facts(Code), AnalysisOptions());
  std::string Text = Code.str();
  FixPlan Plan = planFixes(Findings);
  for (const PlannedEdit &E : llvm::reverse(Plan.Files["/t/a.cpp"]))
    Text.replace(E.What.At.Offset, E.What.Length,
                 insertsIncludes(E.What) ? "" : E.What.Text);
  return Text;
}

std::string refused(llvm::StringRef Code) {
  std::string Text;
  for (const Finding &F : findGaps(facts(Code), AnalysisOptions()))
    for (const Note &N : F.Notes)
      if (llvm::StringRef Why = N.Message; Why.consume_front("no fix-it: "))
        Text += Why.str() + "\n";
  return Text;
}

std::string found(const Summary &Tu) {
  std::string Text;
  for (const Finding &F : findGaps(Tu, AnalysisOptions()))
    Text += (Text.empty() ? "" : " ") + std::to_string(F.At.Line) + ":" +
            checkName(F.Check).drop_front(strlen("tracing-")).str();
  return Text;
}

std::string found(llvm::StringRef Code) { return found(facts(Code)); }

std::string told(const Summary &Tu) {
  std::string Text;
  auto Add = [&](const SourcePlace &At, const std::string &Message) {
    Text += std::to_string(At.Line) + ":" + std::to_string(At.Column) + ": " +
            Message + "\n";
  };
  for (const Finding &F : findGaps(Tu, AnalysisOptions())) {
    Add(F.At, F.Message);
    for (const Note &N : F.Notes)
      Add(N.At, "note: " + N.Message);
  }
  return Text;
}

std::string handler(llvm::StringRef Body) {
  return ("void install() { handle(\"/orders\", [](Request &r) { " + Body +
          "\n}); }\n")
      .str();
}

std::string served(llvm::StringRef Body) {
  return handler(("auto server = start(\"s\", extract(r), Kind::Server); "
                  "Scope serving(server); " +
                  Body)
                     .str());
}

} // namespace trace_tidy::toy
