// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Summaries as bytes, and the laws of linking them.
#include "Toy.h"
#include "analysis/facts/Print.h"
#include "analysis/summary/Codec.h"
#include "analysis/summary/Dump.h"
#include "analysis/summary/Hash.h"
#include "analysis/summary/Link.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <random>

using namespace trace_tidy;
using namespace trace_tidy::toy;

namespace {

std::string bytes(const Summary &Of) {
  llvm::Expected<std::string> Bytes = writeSummary(Of);
  if (Bytes)
    return *Bytes;
  ADD_FAILURE() << llvm::toString(Bytes.takeError());
  return "";
}

Summary read(llvm::StringRef Bytes) {
  llvm::Expected<Summary> Facts = readSummary(Bytes, "test");
  if (Facts)
    return std::move(*Facts);
  ADD_FAILURE() << llvm::toString(Facts.takeError());
  return {};
}

std::string text(const Summary &Of) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  print(Of, Out);
  return Text;
}

/// As the tool makes it of a file of this name, with this compile command.
Summary unit(llvm::StringRef Code, llvm::StringRef File = "/t/a.cpp",
             uint64_t Command = 1) {
  Summary Of = facts(Code, File);
  Of.Files.push_back({Of.intern(File), hashBytes(Code)});
  Of.Files.push_back({Of.intern("/t/toy.h"), 7});
  Of.Units.push_back({Of.intern(File), Command, 0, 0});
  return canonical(std::move(Of));
}

std::string linked(llvm::ArrayRef<std::string> Parts) {
  Linker Link;
  for (const std::string &Part : Parts)
    Link.add(read(Part));
  return bytes(Link.take());
}

/// The names of the functions, in order.
std::string functions(const Summary &Of) {
  std::vector<std::string> Names;
  for (const Function &F : Of.Functions)
    Names.push_back(Of.str(F.Name).str());
  llvm::sort(Names);
  std::string Text;
  for (const std::string &Name : Names)
    Text += (Text.empty() ? "" : " ") + Name;
  return Text;
}

/// Something of everything: flow, virtual calls, handlers, spans, branches.
constexpr const char *Everything = R"cpp(
struct Base { virtual void run(Request &) = 0; virtual ~Base(); };
struct One : Base { void run(Request &r) override { send("x"); } Scope s; One(); ~One(); };
static int own(const char *p) { return query(p); }
inline void helper(SpanPtr s) { if (s) s->end(); }
struct Orders : Service { void create(Request &r); };
void Orders::create(Request &r) {
  auto parent = extract(r);
  auto server = start("s", parent, Kind::Server);
  Scope serving(server);
  for (int i = 0; i < 3; ++i) { Headers h; inject(h); send("x", h); }
  try { own("a"); wait(); } catch (...) { throw; }
  spawn([&r](int n) { send("y"); }, 1);
  helper(server);
}
void install(Base &b) {
  handle("/orders", [&b](Request &r) { b.run(r); wait(); });
  around([](Request &r) { nap(); });
}
int main() { One one; install(one); Queue q; Headers h; h.set("traceparent", "1"); q.add(h); q.flush(); }
)cpp";

} // namespace

TEST(Summary, ReadsWhatWasWritten) {
  Summary Of = unit(Everything);
  ASSERT_GT(Of.Functions.size(), 5u);
  std::string Bytes = bytes(Of);
  Summary Back = read(Bytes);
  EXPECT_EQ(text(Back), text(Of));
  EXPECT_EQ(told(Back), told(Of));
  EXPECT_EQ(bytes(Back), Bytes);
  EXPECT_EQ(Back.str(Back.Units[0].Path), "/t/a.cpp");
  EXPECT_EQ(Back.Units[0].Command, 1u);
  EXPECT_EQ(Back.Files.size(), 2u);
}

TEST(Summary, ReadsAnEmptyOne) {
  Summary Back = read(bytes(Summary()));
  EXPECT_TRUE(Back.Functions.empty());
  EXPECT_EQ(bytes(Back), bytes(Summary()));
}

TEST(Summary, HasOneForm) {
  std::string Once = bytes(unit(Everything));
  EXPECT_EQ(bytes(unit(Everything)), Once);
  EXPECT_EQ(bytes(canonical(read(Once))), Once);
  // Names that nothing refers to are not in it.
  Summary More = read(Once);
  More.intern("unused");
  More.Places.push_back(More.Places.back());
  EXPECT_EQ(bytes(canonical(std::move(More))), Once);
}

TEST(Summary, HashesTellContentsApart) {
  auto HashOf = [](llvm::StringRef Code) {
    Summary Of = facts(Code);
    EXPECT_EQ(Of.Functions.size(), 1u);
    return Of.Functions.at(0).Hash;
  };
  std::vector<uint64_t> All;
  for (const char *Code :
       {"void f() { wait(); }", "void f() { nap(); }", "void f() { wait();  }",
        "\nvoid f() { wait(); }", "void f() { wait(); wait(); }",
        "void g() { wait(); }", "inline void f() { wait(); }"})
    All.push_back(HashOf(Code));
  EXPECT_EQ(HashOf("void f() { wait(); }"), All[0]);
  EXPECT_EQ(All[2], All[0]) << "blanks behind the last call are no content";
  All.erase(All.begin() + 2);
  llvm::sort(All);
  EXPECT_EQ(std::unique(All.begin(), All.end()), All.end());
}

class Linking : public testing::Test {
protected:
  void SetUp() override {
    const char *Shared = "struct S { virtual void run(); };\n";
    auto Add = [&](std::string Code, const char *File, uint64_t Command) {
      Parts.push_back(bytes(unit(Shared + Code, File, Command)));
    };
    Add("static void own() { send(\"a\"); } void fa() { own(); }", "/t/a.cpp",
        1);
    Add("static void own() { wait(); } void S::run() { own(); }", "/t/b/a.cpp",
        1);
    Add("static void own() { send(\"a\"); } void fa() { own(); wait(); }",
        "/t/a.cpp", 2);
    Add("struct T : S { void run() override { nap(); } }; void fd(S &s) { "
        "s.run(); }",
        "/t/d.cpp", 1);
    Whole = linked(Parts);
  }

  std::vector<std::string> of(llvm::ArrayRef<unsigned> Order) {
    std::vector<std::string> Result;
    for (unsigned I : Order)
      Result.push_back(Parts[I]);
    return Result;
  }

  std::vector<std::string> Parts;
  std::string Whole;
};

TEST_F(Linking, AnyOrder) {
  std::vector<unsigned> Order = {0, 1, 2, 3};
  do
    EXPECT_EQ(linked(of(Order)), Whole) << testing::PrintToString(Order);
  while (std::next_permutation(Order.begin(), Order.end()));
}

TEST_F(Linking, AnyGrouping) {
  std::vector<unsigned> Order = {0, 1, 2, 3};
  do {
    // Every cut in two, and one after the other.
    for (unsigned Cut = 0; Cut <= 4; ++Cut) {
      llvm::ArrayRef<unsigned> All = Order;
      EXPECT_EQ(linked({linked(of(All.take_front(Cut))),
                        linked(of(All.drop_front(Cut)))}),
                Whole);
    }
    std::string Left = Parts[Order[0]];
    for (unsigned I : {1, 2, 3})
      Left = linked({Left, Parts[Order[I]]});
    EXPECT_EQ(Left, Whole);
  } while (std::next_permutation(Order.begin(), Order.end()));
}

TEST_F(Linking, Repetition) {
  EXPECT_EQ(linked({Whole}), Whole);
  EXPECT_EQ(linked({Whole, Whole}), Whole);
  EXPECT_EQ(linked(of({0, 1, 2, 3, 2, 1, 0})), Whole);
  EXPECT_EQ(linked({Parts[2], Whole, Parts[1]}), Whole);
  EXPECT_EQ(linked({Parts[0]}), Parts[0]);
  EXPECT_EQ(linked({Parts[0], Parts[0]}), Parts[0]);
  EXPECT_EQ(linked({}), bytes(canonical(Summary())));
  EXPECT_EQ(linked({linked({}), Whole}), Whole);
}

TEST_F(Linking, TheLinkerIsEmptyAfterwards) {
  Linker Link;
  Link.add(read(Parts[0]));
  EXPECT_EQ(bytes(Link.take()), Parts[0]);
  Link.add(read(Parts[1]));
  EXPECT_EQ(bytes(Link.take()), Parts[1]);
}

TEST_F(Linking, WhatIsInTwoMainFilesIsKeptTwice) {
  // fa of two commands of one file differ, their own() is the same.
  EXPECT_EQ(functions(read(linked(of({0, 1})))), "S::run fa own own");
  EXPECT_EQ(functions(read(linked(of({0, 2})))), "fa fa own");
  Summary All = read(Whole);
  EXPECT_EQ(functions(All), "S::run T::run fa fa fd own own");
  EXPECT_EQ(All.Units.size(), 4u);
}

TEST_F(Linking, WhatIsInAHeaderIsKeptOnce) {
  // Of different bodies of one function in a header, the least hash; so that
  // it is the same whoever comes first.
  auto InHeader = [](llvm::StringRef Body, llvm::StringRef File) {
    Summary Of = facts(("inline void f() { " + Body + " }").str(), File);
    EXPECT_EQ(Of.Functions.size(), 1u);
    Of.Functions[0].Unit = 0;
    hashContents(Of);
    return canonical(std::move(Of));
  };
  std::vector<std::string> Bodies;
  uint64_t Least = ~0ull;
  for (auto [Body, File] :
       {std::pair("wait();", "/t/a.cpp"), std::pair("nap();", "/t/b.cpp"),
        std::pair("join();", "/t/c.cpp")}) {
    Summary Of = InHeader(Body, File);
    Least = std::min(Least, Of.Functions[0].Hash);
    Bodies.push_back(bytes(Of));
  }
  std::string First = linked(Bodies);
  do {
    Summary Of = read(linked(Bodies));
    ASSERT_EQ(Of.Functions.size(), 1u);
    EXPECT_EQ(Of.Functions[0].Hash, Least);
    EXPECT_EQ(bytes(Of), First);
  } while (std::next_permutation(Bodies.begin(), Bodies.end()));
}

TEST(Summary, WhatIsFoundDoesNotDependOnTheOrder) {
  std::string A = bytes(unit("void work(); " + handler("work();"), "/t/a.cpp"));
  std::string B = bytes(unit("void work() { send(\"x\"); }", "/t/b.cpp"));
  std::string Told = told(read(linked({A, B})));
  EXPECT_NE(Told, "");
  EXPECT_EQ(told(read(linked({B, A}))), Told);
}

// Damage.

namespace {

bool refused(llvm::StringRef Bytes, std::string &Why) {
  llvm::Expected<Summary> Facts = readSummary(Bytes, "x.tts");
  if (Facts)
    return false;
  Why = llvm::toString(Facts.takeError());
  return true;
}

/// With the hash that its bytes have now, as one who means harm would do it.
std::string sealed(std::string Bytes) {
  char *Seal = Bytes.data() + Bytes.size() - 8;
  llvm::support::endian::write64le(
      Seal, hashBytes(llvm::StringRef(Bytes).drop_back(8)));
  return Bytes;
}

/// What the commands do with a summary.
void use(Summary Facts) {
  found(Facts);
  llvm::raw_null_ostream Nowhere;
  dumpJson(Facts, Nowhere);
  Linker Link;
  Link.add(std::move(Facts));
  bytes(Link.take());
}

} // namespace

TEST(DamagedSummary, EveryByteCounts) {
  std::string Bytes = bytes(unit(Everything)), Why;
  for (size_t I = 0; I < Bytes.size(); I += 1) {
    std::string Changed = Bytes;
    Changed[I] ^= 1 << I % 8;
    ASSERT_TRUE(refused(Changed, Why)) << I;
    ASSERT_EQ(Why.rfind("x.tts: ", 0), 0u) << Why;
  }
  for (size_t Size = 0; Size < Bytes.size(); Size += 1 + Size / 40)
    ASSERT_TRUE(refused(Bytes.substr(0, Size), Why)) << Size;
  EXPECT_TRUE(refused(Bytes + '\0', Why));
}

TEST(DamagedSummary, IsRefusedOrHarmless) {
  std::string Bytes = bytes(unit(Everything));
  std::mt19937 Chance(1);
  unsigned Refused = 0, Used = 0;
  std::string Why;
  // The first four say where the root is, the next four the version.
  for (size_t I = 8; I + 8 < Bytes.size(); I += 1 + Chance() % 7) {
    std::string Changed = Bytes;
    switch (Chance() % 4) {
    case 0:
      Changed[I] ^= 1 << Chance() % 8;
      break;
    case 1:
      Changed[I] = static_cast<char>(Chance());
      break;
    case 2:
      Changed[I] = '\xff';
      break;
    default:
      for (size_t N = I & ~3u; N != (I & ~3u) + 4; ++N)
        Changed[N] = '\xff';
    }
    Changed = sealed(std::move(Changed));
    if (refused(Changed, Why)) {
      ++Refused;
      continue;
    }
    ++Used;
    use(read(Changed));
  }
  EXPECT_GT(Refused, 100u);
  EXPECT_GT(Used, 100u);
}

TEST(DamagedSummary, ClassesInACircle) {
  Summary Of = unit(Everything);
  for (Class &C : Of.Classes) {
    for (const Class &Other : Of.Classes)
      C.Bases.push_back(Other.Key);
    for (const Function &F : Of.Functions)
      for (const Function &G : Of.Functions)
        C.Overriders.push_back({F.Key, G.Key});
  }
  for (Function &F : Of.Functions)
    for (const Function &G : Of.Functions)
      F.Overrides.push_back(G.Key);
  use(read(bytes(Of)));
}

TEST(DamagedSummary, NumbersOutOfRange) {
  auto Fails = [](const char *What, auto Change) {
    Summary Of = unit(Everything);
    Change(Of);
    std::string Why;
    EXPECT_TRUE(refused(bytes(Of), Why)) << What;
  };
  auto Function = [&](const char *What, auto Change) {
    Fails(What, [&](Summary &Of) { Change(Of.Functions.front()); });
  };
  Function("key", [](auto &F) { F.Key = 1u << 30; });
  Function("place", [](auto &F) { F.At = 1u << 30; });
  Function("no slots", [](auto &F) { F.Slots = 1; });
  Function("slots", [](auto &F) { F.Slots = ~0u; });
  Function("parameters", [](auto &F) { F.Parameters = F.Slots; });
  Function("all parameters", [](auto &F) { F.Parameters = ~0u; });
  Function("parameters about to wrap", [](auto &F) { F.Parameters = ~0u - 1; });
  Function("request", [](auto &F) { F.Request = 1000; });
  Function("negative request", [](auto &F) { F.Request = -2; });
  Function("first temporary", [](auto &F) { F.FirstTemporary = F.Slots + 1; });
  Function("exit", [](auto &F) { F.Exit = F.Blocks.size(); });
  Function("no blocks", [](auto &F) { F.Blocks.clear(); });
  Function("successor",
           [](auto &F) { F.Blocks[0].Successors.push_back(1u << 20); });
  Function("condition", [](auto &F) { F.Blocks[0].Condition.Value = F.Slots; });
  Function("result", [](auto &F) {
    Instr I;
    I.Result = F.Slots;
    F.Blocks[0].Instrs.push_back(I);
  });
  Function("too few arguments", [](auto &F) {
    Instr I;
    I.Code = Op::Assign;
    I.Args = {1};
    F.Blocks[0].Instrs.push_back(I);
  });
  Function("inject without a carrier", [](auto &F) {
    Instr I;
    I.Code = Op::Inject;
    F.Blocks[0].Instrs.push_back(I);
  });
  Function("library's name", [](auto &F) {
    Instr I;
    I.Code = Op::Send;
    I.Args = {0, 0, 0};
    I.Mask = 1u << 30;
    F.Blocks[0].Instrs.push_back(I);
  });
  Fails("class", [](Summary &Of) { Of.Classes.at(0).Destructor = 1u << 30; });
  Fails("base",
        [](Summary &Of) { Of.Classes.at(0).Bases.push_back(1u << 30); });
  Fails("file", [](Summary &Of) { Of.Files.at(0).Path = 1u << 30; });
  Fails("unit", [](Summary &Of) { Of.Units.at(0).Error = 1u << 30; });
  Fails("place", [](Summary &Of) { Of.Places.at(1).File = 1u << 30; });
}
