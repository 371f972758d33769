// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "MadeUp.h"
#include "analysis/summary/Hash.h"
#include "analysis/summary/Link.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include <iterator>
#include <tuple>
#include <utility>

namespace trace_tidy::bench {

namespace {

constexpr unsigned ServiceUnits = 200;  // of one executable and its library
constexpr unsigned OwnUnits = 180;      // of it; the others are the library's
constexpr unsigned Layers = 8;          // of the executable; two of the library
constexpr unsigned UtilityUnits = 2;    // called from everywhere
constexpr unsigned InlineFunctions = 4; // in a header that has any
constexpr unsigned Interfaces = 14;     // of a service
constexpr unsigned InterfaceMethods = 3;

constexpr llvm::StringLiteral String =
    "c:@N@std@N@__cxx11@S@basic_string>#C#$@N@std@S@char_traits>#C#$@N@std@S@"
    "allocator>#C";

/// A number that the parts decide: splitmix64 over them.
template <typename... T> uint64_t mix(T... Parts) {
  uint64_t H = 0;
  for (uint64_t Part : {uint64_t(Parts)...}) {
    H += Part + 0x9e3779b97f4a7c15;
    H = (H ^ (H >> 30)) * 0xbf58476d1ce4e5b9;
    H = (H ^ (H >> 27)) * 0x94d049bb133111eb;
    H ^= H >> 31;
  }
  return H;
}

struct Random {
  uint64_t State;
  unsigned below(unsigned N) { return (State = mix(State)) % N; }
  bool percent(unsigned P) { return below(100) < P; }
};

/// What others have to know of a function to call it.
struct Signature {
  std::string Key, Name;
  uint16_t Flags = FF_None;
  unsigned Parameters = 0;
  int Request = -1;
  bool method() const { return Flags & FF_Method; }
};

enum class Kind { Plain, Constructor, Destructor, Main, Handler, Lambda };

class Maker {
public:
  Maker(const Plan &Of, unsigned Index)
      : Of(Of), Index(Index), R{mix(Of.Seed, Index)} {}

  Summary run() {
    Path = pathOf(Index, "cc");
    MainFile = Into.intern(Path);
    for (unsigned N = 0; N != Of.Functions; ++N)
      own(N);
    for (unsigned Header : inlineHeaders())
      for (unsigned N = 0; N != InlineFunctions; ++N)
        inlined(Header, N);
    klass();
    files();
    hashContents(Into);
    return canonical(std::move(Into));
  }

private:
  // Who is where.
  static unsigned position(unsigned Unit) { return Unit % ServiceUnits; }
  static unsigned service(unsigned Unit) { return Unit / ServiceUnits; }
  static bool shared(unsigned Unit) { return position(Unit) >= OwnUnits; }
  static bool utility(unsigned Unit) {
    return Unit >= OwnUnits && Unit < OwnUnits + UtilityUnits;
  }
  static unsigned layer(unsigned Unit) {
    unsigned P = position(Unit);
    if (!shared(Unit))
      return P * Layers / OwnUnits;
    return P < OwnUnits + (ServiceUnits - OwnUnits) / 2 ? Layers : Layers + 1;
  }
  /// A unit of this layer in the service; where the program ends in the middle
  /// of one, one that is there.
  unsigned unitIn(unsigned Service, unsigned Layer) {
    unsigned From, To;
    if (Layer < Layers) {
      From = (Layer * OwnUnits + Layers - 1) / Layers;
      To = ((Layer + 1) * OwnUnits + Layers - 1) / Layers;
    } else {
      unsigned Half = (ServiceUnits - OwnUnits) / 2;
      From = OwnUnits + (Layer - Layers) * Half;
      To = From + Half;
    }
    unsigned Unit = Service * ServiceUnits + From + R.below(To - From);
    return Unit < Of.Units ? Unit : Unit % std::max(1u, Of.Units);
  }
  static std::string pathOf(unsigned Unit, llvm::StringRef Extension) {
    static constexpr const char *Folders[] = {
        "handlers", "services", "workflow", "clients", "repositories",
        "storage",  "codec",    "helpers",  "lib",     "base"};
    return std::string("/src/monorepo/") +
           (shared(Unit) ? "shared/lib" : "services/service") +
           std::to_string(service(Unit)) + "/" + Folders[layer(Unit)] +
           "/component_" + std::to_string(position(Unit)) + "." +
           Extension.str();
  }
  std::string classKey(unsigned Unit) const {
    static constexpr const char *Suffixes[] = {
        "Handler", "Service", "Workflow", "Client",  "Repository",
        "Storage", "Codec",   "Helper",   "Library", "Base"};
    return "c:@N@monorepo@N@service" + std::to_string(service(Unit)) + "@S@" +
           Suffixes[layer(Unit)] + std::to_string(position(Unit));
  }
  Kind kindOf(unsigned Unit, unsigned N) const {
    if (N == 0)
      return position(Unit) ? Kind::Constructor : Kind::Main;
    if (N == 1 && Unit % 4 == 1)
      return Kind::Destructor;
    if (N + 2 >= Of.Functions)
      return Kind::Lambda;
    if (layer(Unit) == 0 && N >= 2 && N < 2 + Of.Functions * 45 / 100)
      return Kind::Handler;
    return Kind::Plain;
  }
  /// Which interface the unit's class implements; -1: none.
  int interfaceOf(unsigned Unit) const {
    return layer(Unit) == 4 ? int(mix(Of.Seed, 17, Unit) % Interfaces) : -1;
  }
  static std::string interfaceKey(unsigned Service, unsigned Interface) {
    return "c:@N@monorepo@N@service" + std::to_string(Service) +
           "@S@RepositoryInterface" + std::to_string(Interface);
  }
  static std::string methodKey(unsigned Service, unsigned Interface,
                               unsigned Method) {
    return interfaceKey(Service, Interface) + "@F@Find" +
           std::to_string(Method) + "#&1$@N@monorepo@N@model@S@OrderKey#";
  }
  /// How many headers have inline functions: they grow with the program.
  unsigned headersWithCode() const { return std::max(4u, Of.Units / 20); }
  std::vector<unsigned> inlineHeaders() const {
    // One that all include, one of the neighbourhood.
    unsigned Near = 1 + mix(Of.Seed, service(Index), position(Index) / 40) %
                            (headersWithCode() - 1);
    return {0, Near};
  }
  static std::string inlinePath(unsigned Header) {
    return "/src/monorepo/shared/include/monorepo/inline_helpers_" +
           std::to_string(Header) + ".h";
  }

  Signature signature(unsigned Unit, unsigned N) const {
    Signature S;
    uint64_t H = mix(Of.Seed, Unit, N);
    std::string Class = classKey(Unit);
    llvm::StringRef Short = llvm::StringRef(Class).rsplit("@S@").second;
    Kind K = kindOf(Unit, N);
    switch (K) {
    case Kind::Main:
      S.Name = "main";
      S.Key = "c:@F@main#I#**C#";
      S.Flags = FF_Main | FF_External;
      S.Parameters = 2;
      return S;
    case Kind::Lambda:
      S.Name = "lambda";
      S.Key =
          "lambda@" + pathOf(Unit, "cc") + ":" + std::to_string(N * 1000 + 331);
      S.Flags = FF_Lambda;
      S.Parameters = registered(Unit, N) ? 2 : 1;
      if (registered(Unit, N)) {
        S.Request = 0;
        S.Flags |= FF_RequestParam;
      }
      return S;
    case Kind::Destructor:
      S.Name = (Short + "::~" + Short).str();
      S.Key = Class + "@F@~" + Short.str() + "#";
      S.Flags = FF_Destructor | FF_Method | FF_External | FF_InHeader;
      return S;
    default:
      break;
    }
    S.Parameters = 1 + H % 4;
    S.Flags = FF_External;
    if ((H >> 8) % 10 < 7)
      S.Flags |= FF_InHeader;
    bool Method = (H >> 12) % 10 < 7;
    std::string Verb = "Process" + std::to_string(N);
    if (K == Kind::Constructor) {
      Verb = Short.str();
      Method = true;
      S.Flags |= FF_Constructor | FF_InHeader;
    } else if (K == Kind::Handler) {
      Verb = "Handle" + std::to_string(N);
      Method = true;
      S.Flags = FF_Handler | FF_Virtual | FF_External | FF_RequestParam;
      S.Parameters = 2;
      S.Request = 0;
    } else if (interfaceOf(Unit) >= 0 && N >= 2 && N < 2 + InterfaceMethods) {
      Verb = "Find" + std::to_string(N - 2);
      Method = true;
      S.Flags |= FF_Virtual;
      S.Parameters = 1;
    } else if (layer(Unit) < 3 && (H >> 20) % 10 < 3 && traces(Unit, N)) {
      S.Flags |= FF_RequestParam;
      S.Request = 0;
    }
    if (Method)
      S.Flags |= FF_Method;
    S.Name = Method ? (Short + "::" + Verb).str() : Verb;
    S.Key = (Method ? Class : Class.substr(0, Class.rfind("@S@"))) + "@F@" +
            Verb + (Method ? "" : Short.str());
    for (unsigned P = 0; P != S.Parameters; ++P)
      S.Key += int(P) == S.Request   ? "#&1$@N@http@S@Request"
               : (H >> (24 + P)) % 2 ? "#&1$@N@monorepo@N@model@S@OrderKey"
                                     : "#I";
    S.Key += "#";
    return S;
  }
  /// Lambdas that are handlers: a third of those of the first layer.
  bool registered(unsigned Unit, unsigned N) const {
    return layer(Unit) == 0 && N + 1 == Of.Functions && Unit % 3 == 0;
  }
  Signature inlineSignature(unsigned Header, unsigned N) const {
    Signature S;
    S.Name = "InlineHelper" + std::to_string(N);
    S.Key = "c:@N@monorepo@N@inline" + std::to_string(Header) + "@F@" + S.Name +
            "#&1$@N@monorepo@N@model@S@OrderKey#I#";
    S.Flags = FF_External | FF_InHeader;
    S.Parameters = 2;
    return S;
  }

  // Writing a function.
  Slot temporary() { return F->Slots++; }
  Instr &add(Op Code, Slot Result, llvm::ArrayRef<Slot> Args,
             llvm::StringRef Name = "", llvm::StringRef Text = "") {
    Instr I;
    I.Code = Code;
    I.Result = Result;
    I.Args.assign(Args.begin(), Args.end());
    I.Name = Into.intern(Name);
    I.Text = Into.intern(Text);
    I.At = nextPlace();
    F->Blocks.back().Instrs.push_back(std::move(I));
    return F->Blocks.back().Instrs.back();
  }
  PlaceId nextPlace() {
    Column = Column % 70 + 9;
    Line += Column < 20;
    Into.Places.push_back({File, Line, Column, Line * 41 + Column});
    return Into.Places.size() - 1;
  }
  void begin(const Signature &S, Sym In, Sym Unit) {
    File = In;
    Into.Functions.emplace_back();
    F = &Into.Functions.back();
    F->Key = Into.intern(S.Key);
    F->Name = Into.intern(S.Name);
    F->Unit = Unit;
    F->Flags = S.Flags;
    F->Request = S.Request;
    F->Parameters = S.Parameters;
    F->Slots = 2 + S.Parameters + 2;
    Locals = 2 + S.Parameters;
    F->FirstTemporary = F->Slots;
    F->At = nextPlace();
    F->Blocks.emplace_back(); // the entry
    F->Blocks[0].Successors = {1};
    F->Blocks.emplace_back();
  }
  void end() {
    F->Blocks.back().Successors = {uint32_t(F->Blocks.size())};
    F->Exit = F->Blocks.size();
    F->Blocks.emplace_back();
    F->Borrows.assign(F->Slots, false);
    for (Slot S = 1; S < 2 + F->Parameters; ++S)
      F->Borrows[S] = true;
  }
  /// `if (..) { Then }`; the block behind it is the current one afterwards.
  template <typename Fn> void branch(Branch Condition, Fn Then) {
    uint32_t From = F->Blocks.size() - 1;
    F->Blocks[From].Condition = Condition;
    F->Blocks.emplace_back();
    Then();
    uint32_t Last = F->Blocks.size() - 1;
    F->Blocks.emplace_back();
    F->Blocks[From].Successors = {From + 1, Last + 1};
    F->Blocks[Last].Successors = {Last + 1};
  }

  Slot literal(llvm::StringRef Text) {
    Slot S = temporary();
    add(Op::Const, S, {}, Text);
    return S;
  }
  /// A std::string made of a literal.
  Slot text(llvm::StringRef Text) {
    Slot S = temporary();
    add(Op::New, S, {}, String, "basic_string");
    add(Op::Merge, 0, {S, literal(Text)});
    return S;
  }
  Slot member(unsigned N) {
    Slot S = temporary();
    add(Op::Load, S, {1}, "Member" + std::to_string(N) + "_");
    return S;
  }
  std::string uniqueText() {
    return "component " + std::to_string(Index) + " step " +
           std::to_string(Into.Places.size());
  }
  /// Something to pass: a parameter, a member, a literal, an earlier result.
  Slot argument() {
    unsigned Way = R.below(100);
    if (Way < 40 && F->Parameters)
      return 2 + R.below(F->Parameters);
    if (Way < 55 && (F->Flags & FF_Method))
      return member(R.below(4));
    if (Way < 65)
      return text(uniqueText());
    if (Way < 80)
      return Locals + R.below(2);
    return 0;
  }
  void call(const Signature &To, uint16_t Flags = 0) {
    llvm::SmallVector<Slot, 5> Args{0};
    if (To.method())
      Args[0] =
          (F->Flags & FF_Method) && R.percent(50) ? 1 : member(R.below(4));
    for (unsigned P = 0; P != To.Parameters; ++P)
      Args.push_back(int(P) == To.Request && F->Request >= 0
                         ? Slot(2 + F->Request)
                         : argument());
    Slot Result = R.percent(60) ? temporary() : 0;
    Instr &I = add(Op::Call, Result, Args, To.Key, To.Name);
    I.Flags = Flags;
    I.Mask = R.percent(20) ? 1 : 0;
    if (Result && R.percent(40))
      add(Op::Copy, Locals + R.below(2), {Result});
  }
  /// A local object of a class in view, with its constructor and destructor.
  void construct(unsigned Unit) {
    Signature To = signature(Unit, 0);
    Slot S = temporary();
    add(Op::New, S, {}, classKey(Unit), To.Name);
    llvm::SmallVector<Slot, 5> Args{S};
    for (unsigned P = 0; P != To.Parameters; ++P)
      Args.push_back(argument());
    add(Op::Call, 0, Args, To.Key, To.Name).Flags = IF_Constructor;
    add(Op::Destroy, 0, {S});
  }

  /// One call of the many, to where calls go from this layer.
  void anyCall() {
    unsigned Layer = layer(Index), Way = R.below(100);
    if (Way < 10 || utility(Index)) {
      Signature To;
      unsigned N = 2 + R.below(std::max(1u, Of.Functions - 4));
      unsigned Unit = OwnUnits + R.below(UtilityUnits);
      if (utility(Index) || Unit >= Of.Units) {
        auto Headers = inlineHeaders();
        To = inlineSignature(Headers[0], R.below(InlineFunctions));
      } else {
        To = signature(Unit, N);
      }
      llvm::SmallVector<Slot, 5> Args{0};
      if (To.method())
        Args[0] = member(0);
      for (unsigned P = 0; P != To.Parameters; ++P)
        Args.push_back(P < 2 ? literal(uniqueText()) : 0);
      add(Op::Call, 0, Args, To.Key, To.Name);
    } else if (Way < 22 || Layer > Layers) {
      auto Headers = inlineHeaders();
      call(inlineSignature(Headers[R.below(Headers.size())],
                           R.below(InlineFunctions)));
    } else if (Way < 32 || Layer + 1 >= Layers) {
      unsigned Service = R.percent(70)
                             ? service(Index)
                             : R.below(std::max(1u, Of.Units / ServiceUnits));
      callIn(Service, Layer == Layers ? Layers + 1 : Layers);
    } else if (Way < 33) {
      callIn(service(Index), Layer ? Layer - 1 : Layer); // a cycle, perhaps
    } else if (Way < 36 && Traces) {
      construct(unitIn(service(Index), Layer + 1));
    } else if (Way < 46 && Traces && (Layer == 2 || Layer == 3)) {
      Signature To;
      To.Key = methodKey(service(Index), R.below(Interfaces),
                         R.below(InterfaceMethods));
      To.Name = "RepositoryInterface::Find";
      To.Flags = FF_Method;
      To.Parameters = 1;
      call(To, IF_Virtual);
    } else {
      unsigned Down = R.percent(75) ? 1 : 2;
      callIn(service(Index), std::min(Layer + Down, Layers - 1));
    }
  }
  void callIn(unsigned Service, unsigned Layer) {
    unsigned Unit = unitIn(Service, Layer);
    bool Wanted = Traces && R.percent(40);
    for (unsigned Try = 0; Try != 32; ++Try) {
      unsigned N = 2 + R.below(std::max(1u, Of.Functions - 4));
      if (kindOf(Unit, N) == Kind::Plain && traces(Unit, N) == Wanted)
        return call(signature(Unit, N));
    }
  }
  /// Whether it, or what it calls, has to do with traces; the others move data.
  bool traces(unsigned Unit, unsigned N) const {
    if (utility(Unit))
      return false;
    return kindOf(Unit, N) != Kind::Plain || N + 4 >= Of.Functions ||
           (interfaceOf(Unit) >= 0 && N < 2 + InterfaceMethods) ||
           mix(Of.Seed, 23, uint64_t(Unit) * Of.Functions + N) % 100 <
               Of.TracingPercent;
  }

  Slot startSpan(KindValue Kind, Slot Parent) {
    Slot Options = temporary();
    add(Op::New, Options, {},
        "c:@N@opentelemetry@N@v1@N@trace@S@StartSpanOptions",
        "StartSpanOptions");
    if (Parent)
      add(Op::Store, 0, {Options, Parent}, "@parent");
    Slot Span = temporary();
    add(Op::SpanStart, Span, {Options, Parent, 0}, "", uniqueText()).Kind =
        Kind;
    return Span;
  }
  /// What one function in ten does besides calling.
  void traced() {
    unsigned Way = R.below(100);
    if (Way < 40) {
      Slot Span = startSpan(KindValue::Client, 0);
      Slot Scope = temporary();
      add(Op::Activate, Scope, {Span});
      Slot Carrier = temporary();
      add(Op::New, Carrier, {}, "c:@N@http@S@Headers", "Headers");
      if (R.percent(97)) {
        Slot Context = temporary();
        add(Op::ContextCurrent, Context, {});
        add(Op::Inject, 0, {Carrier, Context}, "", "Inject");
      }
      Instr &I = add(Op::Send, temporary(), {Carrier, member(0), 0}, "http",
                     "Client::Get");
      I.Flags = IF_Blocks;
      I.Mask = Into.intern("cpp-httplib");
      Slot Result = I.Result;
      add(Op::Destroy, 0, {Scope});
      add(Op::Destroy, 0, {Span});
      add(Op::Return, 0, {Result});
    } else if (Way < 65) {
      Slot Span = R.percent(95) ? startSpan(KindValue::Client, 0) : 0;
      add(Op::Remote, temporary(), {}, "", "PQexec").Flags = IF_Blocks;
      if (Span)
        add(Op::Destroy, 0, {Span});
    } else if (Way < 85) {
      static constexpr BlockCategory Categories[] = {
          BlockCategory::Sleep, BlockCategory::Lock, BlockCategory::Condition};
      add(Op::Block, 0, {}, "", "condition_variable::wait").Category =
          Categories[R.below(std::size(Categories))];
    } else {
      Slot Span = startSpan(KindValue::Internal, 0);
      Slot Scope = temporary();
      add(Op::Activate, Scope, {Span});
      anyCall();
      add(Op::Destroy, 0, {Scope});
      add(Op::Destroy, 0, {Span});
    }
  }
  void lambda(unsigned N) {
    Signature S = signature(Index, N);
    Slot Closure = temporary();
    add(Op::FunctionRef, Closure, {}, S.Key, "lambda");
    if (F->Flags & FF_Method)
      add(Op::Store, 0, {Closure, 1}, "this");
    add(Op::Store, 0, {Closure, argument()}, "cap:Value");
    if (registered(Index, N)) {
      Instr &I =
          add(Op::RegisterHandler, 0, {Closure}, "cpp-httplib", "Server::Get");
      I.Index = 0;
    } else if (R.percent(80)) {
      add(Op::CallValue, 0, {Closure, argument()});
    } else {
      add(Op::Spawn, 0, {Closure}, "", "thread");
    }
  }

  Branch condition() {
    Branch C;
    unsigned Way = R.below(100);
    if (Way < 30 && F->Parameters) {
      C.Value = 2 + R.below(F->Parameters);
      C.Pointer = R.percent(50);
    } else if (Way < 45) {
      C.Value = Locals + R.below(2);
    } else if (Way < 55) {
      C.Assumption = Into.intern(
          F->Unit ? "Config@" + std::to_string(service(Index)) + "Enabled"
                  : std::string("Config@0Shared"));
    }
    return C;
  }

  void body(Kind K, unsigned N) {
    Traces = traces(Index, N);
    // A span, where it is a handler's: most continue the incoming trace.
    Slot Span = 0, Scope = 0;
    if (F->Request >= 0 && (K == Kind::Handler || K == Kind::Lambda) &&
        R.percent(95)) {
      Slot Parent = 0;
      if (R.percent(95)) {
        Parent = temporary();
        add(Op::Extract, Parent, {Slot(2 + F->Request)}, "", "Extract");
      }
      Span = startSpan(KindValue::Server, Parent);
      Scope = temporary();
      add(Op::Activate, Scope, {Span});
      // Named by variables: they live to the end.
      add(Op::Copy, Locals, {Span});
      add(Op::Copy, Locals + 1, {Scope});
    }
    bool Traced = K == Kind::Plain && Traces && R.percent(40);
    unsigned Blocks = 2 + R.below(3);
    unsigned Calls = Of.Calls;
    for (unsigned B = 0; B + 1 < Blocks; B += 2) {
      unsigned Here = Calls / 3;
      for (unsigned C = 0; C != Here; ++C)
        anyCall();
      Calls -= Here;
      branch(condition(), [&] {
        if (Calls) {
          anyCall();
          --Calls;
        }
        if (Traced)
          traced();
        Traced = false;
      });
    }
    for (; Calls; --Calls)
      anyCall();
    if (N + 4 >= Of.Functions && N + 2 < Of.Functions && Traces)
      lambda(N + 2);
    if (R.percent(60) && K != Kind::Destructor && K != Kind::Constructor)
      add(Op::Return, 0, {argument()});
    if (Span) {
      add(Op::Destroy, 0, {Locals + 1});
      add(Op::Destroy, 0, {Locals});
    } else {
      add(Op::Destroy, 0, {Locals});
    }
  }

  void own(unsigned N) {
    Signature S = signature(Index, N);
    Kind K = kindOf(Index, N);
    begin(S, MainFile, MainFile);
    if (K == Kind::Handler)
      F->Overrides.push_back(Into.intern(
          "c:@N@framework@S@ServiceBase@F@Handle" + std::to_string(N) +
          "#&1$@N@http@S@Request#&$@N@http@S@Response#"));
    if (int I = interfaceOf(Index);
        I >= 0 && (S.Flags & FF_Virtual) && K == Kind::Plain)
      F->Overrides.push_back(Into.intern(methodKey(service(Index), I, N - 2)));
    if (K == Kind::Main) {
      // Makes one object of each class of handlers.
      for (unsigned P = 1; P * Layers / OwnUnits == 0; ++P)
        if (Index + P < Of.Units) {
          Slot Made = temporary();
          add(Op::New, Made, {}, classKey(Index + P));
          Signature To = signature(Index + P, 0);
          llvm::SmallVector<Slot, 5> Args{Made};
          Args.resize(1 + To.Parameters);
          add(Op::Call, 0, Args, To.Key, To.Name).Flags = IF_Constructor;
        }
    } else if (K == Kind::Constructor) {
      for (unsigned P = 0; P != S.Parameters; ++P)
        add(Op::Store, 0, {1, 2 + P}, "Member" + std::to_string(P) + "_");
    }
    body(K, N);
    end();
  }
  /// The same in every unit that includes the header.
  void inlined(unsigned Header, unsigned N) {
    Random Outer = std::exchange(R, Random{mix(Of.Seed, 99, Header, N)});
    auto Place =
        std::pair(std::exchange(Line, 20 * N + 10), std::exchange(Column, 3));
    begin(inlineSignature(Header, N), Into.intern(inlinePath(Header)), 0);
    Slot S = temporary();
    add(Op::Load, S, {2}, "Field" + std::to_string(N));
    if (N + 1 < InlineFunctions) {
      Signature To = inlineSignature(Header, N + 1);
      add(Op::Call, temporary(), {0, S, 3}, To.Key, To.Name);
    }
    branch(condition(), [&] { add(Op::Return, 0, {2}); });
    add(Op::Return, 0, {S});
    end();
    R = Outer;
    std::tie(Line, Column) = Place;
  }
  void klass() {
    Class C;
    C.Key = Into.intern(classKey(Index));
    if (kindOf(Index, 1) == Kind::Destructor)
      C.Destructor = Into.intern(signature(Index, 1).Key);
    if (layer(Index) == 0) {
      C.Bases.push_back(Into.intern("c:@N@framework@S@ServiceBase"));
      for (Function &F : Into.Functions)
        if (F.Flags & FF_Handler)
          C.Overriders.push_back({F.Overrides.front(), F.Key});
    }
    if (int I = interfaceOf(Index); I >= 0) {
      C.Bases.push_back(Into.intern(interfaceKey(service(Index), I)));
      for (Function &F : Into.Functions)
        for (Sym Each : F.Overrides)
          C.Overriders.push_back({Each, F.Key});
    }
    Into.Classes.push_back(std::move(C));
  }
  void files() {
    auto Add = [&](const std::string &Name) {
      Into.Files.push_back({Into.intern(Name), hashBytes(Name)});
    };
    Add(Path);
    Add(pathOf(Index, "h"));
    for (unsigned Header : inlineHeaders())
      Add(inlinePath(Header));
    // Headers that nearly all include, and some of the service's.
    for (unsigned N = 0; N + 2 < Of.Headers; ++N)
      Add(N % 4 ? "/usr/include/c++/12/bits/header_" + std::to_string(N) + ".h"
                : "/src/monorepo/services/service" +
                      std::to_string(service(Index)) + "/include/header_" +
                      std::to_string(R.below(50)) + ".h");
    Into.Units.push_back({MainFile, mix(Of.Seed, 7, Index), 0, 0});
  }

  const Plan &Of;
  unsigned Index;
  Random R;
  Summary Into;
  std::string Path;
  Sym MainFile = 0, File = 0;
  Function *F = nullptr;
  bool Traces = false; // F does
  Slot Locals = 0;     // two of them
  unsigned Line = 30, Column = 3;
};

} // namespace

Summary makeUnit(const Plan &Of, unsigned Index) {
  return Maker(Of, Index).run();
}

} // namespace trace_tidy::bench
