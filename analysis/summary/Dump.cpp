// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/summary/Dump.h"
#include "analysis/facts/Print.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

namespace json = llvm::json;

namespace trace_tidy {

namespace {

class Dumper {
public:
  Dumper(const Summary &Of, llvm::raw_ostream &Out) : Of(Of), J(Out, 1) {}

  void run() {
    J.object([&] {
      J.attributeArray("units", [&] {
        for (const Unit &U : Of.Units)
          J.object([&] {
            name("path", U.Path);
            J.attribute("command", llvm::utohexstr(U.Command));
            if (U.Error) {
              name("error", U.Error);
              J.attribute("errors", U.Errors);
            }
          });
      });
      J.attributeArray("files", [&] {
        for (const File &F : Of.Files)
          J.object([&] {
            name("path", F.Path);
            J.attribute("hash", llvm::utohexstr(F.Hash));
          });
      });
      J.attributeArray("classes", [&] {
        for (const Class &C : Of.Classes)
          klass(C);
      });
      J.attributeArray("functions", [&] {
        for (const Function &F : Of.Functions)
          function(F);
      });
    });
  }

private:
  /// Names of files and literals can be any bytes.
  static std::string valid(llvm::StringRef Text) {
    return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
  }
  void name(llvm::StringRef Key, Sym S) { J.attribute(Key, valid(Of.str(S))); }
  void names(llvm::StringRef Key, llvm::ArrayRef<Sym> Syms) {
    if (!Syms.empty())
      J.attributeArray(Key, [&] {
        for (Sym S : Syms)
          J.value(valid(Of.str(S)));
      });
  }

  void klass(const Class &C) {
    J.object([&] {
      name("key", C.Key);
      if (C.Destructor)
        name("destructor", C.Destructor);
      names("bases", C.Bases);
      J.attributeArray("overrides", [&] {
        for (auto &[Overridden, Method] : C.Overriders)
          J.object([&] {
            name("method", Method);
            name("of", Overridden);
          });
      });
    });
  }

  std::string placeText(PlaceId Id) const {
    const Place &P = Of.Places[Id];
    return valid(Of.str(P.File)) + ":" + std::to_string(P.Line) + ":" +
           std::to_string(P.Column);
  }

  void fix(const Fix &F) {
    J.object([&] {
      J.attribute("kind", fixKindName(F.Kind));
      J.attribute("place", placeText(F.At));
      if (F.Helper)
        name("helper", F.Helper);
      if (F.Why != Refusal::None)
        J.attribute("refused", refusalText(F.Why));
      J.attributeArray("changes", [&] {
        for (const Change &C : F.Changes)
          J.object([&] {
            J.attribute("place", placeText(C.At));
            J.attribute("offset", Of.Places[C.At].Offset);
            J.attribute("length", C.Length);
            name("text", C.Text);
          });
      });
    });
  }

  void function(const Function &F) {
    J.object([&] {
      name("key", F.Key);
      name("name", F.Name);
      if (F.Unit)
        name("unit", F.Unit);
      if (F.At)
        J.attribute("place", placeText(F.At));
      J.attribute("hash", llvm::utohexstr(F.Hash));
      J.attribute("parameters", F.Parameters);
      if (F.Request >= 0)
        J.attribute("request", F.Request);
      J.attributeArray("flags", [&] {
        for (llvm::StringRef Name : flagNames(F))
          J.value(Name);
      });
      names("overrides", F.Overrides);
      if (!F.Fixes.empty())
        J.attributeArray("fixes", [&] {
          for (const Fix &Each : F.Fixes)
            fix(Each);
        });
      J.attributeArray("blocks", [&] {
        for (size_t I = 0; I != F.Blocks.size(); ++I)
          block(F, F.Blocks[I], I == F.Exit);
      });
    });
  }

  void block(const Function &F, const Block &B, bool Exit) {
    J.object([&] {
      if (Exit)
        J.attribute("exit", true);
      J.attributeArray("successors", [&] {
        for (uint32_t S : B.Successors)
          J.value(S == ~0u ? json::Value(nullptr) : json::Value(S));
      });
      J.attributeArray("instructions", [&] {
        for (const Instr &I : B.Instrs) {
          std::string Text;
          llvm::raw_string_ostream Stream(Text);
          print(Of, F, I, Stream);
          J.value(valid(Text));
        }
      });
    });
  }

  const Summary &Of;
  json::OStream J;
};

} // namespace

void dumpJson(const Summary &Of, llvm::raw_ostream &Out) {
  Dumper(Of, Out).run();
  Out << '\n';
}

} // namespace trace_tidy
