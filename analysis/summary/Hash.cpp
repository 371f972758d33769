// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/summary/Hash.h"
#include "analysis/summary/Symbols.h"
#include "llvm/Support/xxhash.h"

namespace trace_tidy {

uint64_t hashBytes(llvm::StringRef Bytes) { return llvm::xxh3_64bits(Bytes); }

void hashContents(Summary &Of) {
  std::vector<uint64_t> Names;
  Names.reserve(Of.Strings.size());
  for (llvm::StringRef S : Of.Strings)
    Names.push_back(hashBytes(S));
  std::vector<uint64_t> Words;
  auto Sym = [&](uint32_t S) { Words.push_back(Names[S]); };
  auto Place = [&](PlaceId Id) {
    const trace_tidy::Place &P = Of.Places[Id];
    Words.push_back(Names[P.File]);
    Words.push_back(uint64_t(P.Line) << 32 | P.Column);
    Words.push_back(P.Offset);
  };
  auto Result = [&] {
    return hashBytes({reinterpret_cast<const char *>(Words.data()),
                      Words.size() * sizeof(uint64_t)});
  };
  for (Function &F : Of.Functions) {
    Words.clear();
    forEachReference(F, Sym, Place);
    Words.insert(Words.end(),
                 {F.Flags, uint64_t(F.Request), F.Containers, F.Parameters,
                  F.Slots, F.FirstTemporary, F.Exit, F.Overrides.size()});
    for (Slot S = 0; S != F.Borrows.size(); ++S)
      if (F.Borrows[S])
        Words.push_back(S);
    for (const Block &B : F.Blocks) {
      const Branch &C = B.Condition;
      Words.insert(Words.end(),
                   {B.Instrs.size(), C.Value,
                    uint64_t(C.PresentOnTrue | C.Loop << 1 | C.Pointer << 2 |
                             C.Repeats << 3 | C.Negated << 4)});
      Words.insert(Words.end(), B.Successors.begin(), B.Successors.end());
      for (const Instr &I : B.Instrs) {
        Words.push_back(uint64_t(I.Code) | uint64_t(I.Category) << 8 |
                        uint64_t(I.Kind) << 16 | uint64_t(I.Flags) << 24 |
                        uint64_t(uint16_t(I.Index)) << 40);
        Words.push_back(I.maskIsName() ? 0 : I.Mask);
        Words.push_back(uint64_t(I.Result) << 32 | I.Args.size());
        Words.insert(Words.end(), I.Args.begin(), I.Args.end());
      }
    }
    for (const Fix &Each : F.Fixes) {
      Words.push_back(uint64_t(Each.Kind) | uint64_t(Each.Why) << 8 |
                      uint64_t(Each.Flags) << 16 |
                      uint64_t(Each.Changes.size()) << 32);
      for (const Change &C : Each.Changes)
        Words.push_back(C.Length);
    }
    F.Hash = Result();
  }
  for (Class &C : Of.Classes) {
    Words.clear();
    forEachReference(C, Sym);
    Words.push_back(C.Bases.size());
    C.Hash = Result();
  }
}

} // namespace trace_tidy
