// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/summary/Link.h"
#include "analysis/summary/Symbols.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <tuple>
#include <utility>

namespace trace_tidy {

namespace {

bool same(const Place &A, const Place &B) {
  return A.File == B.File && A.Line == B.Line && A.Column == B.Column &&
         A.Offset == B.Offset;
}

/// Different summaries bring the same places of the same headers.
void uniquePlaces(Summary &Of) {
  // A table of places by hash, with nothing in it but their numbers: there are
  // as many places as instructions.
  std::vector<PlaceId> Table(llvm::PowerOf2Ceil(Of.Places.size() * 3 / 2 + 2)),
      Same(Of.Places.size());
  size_t Mask = Table.size() - 1;
  for (PlaceId Id = 1; Id < Of.Places.size(); ++Id) {
    const Place &P = Of.Places[Id];
    uint64_t Hash = (uint64_t(P.File) << 32 | P.Offset) * 0x9e3779b97f4a7c15 +
                    (uint64_t(P.Line) << 32 | P.Column);
    Hash = (Hash ^ Hash >> 32) * 0xbf58476d1ce4e5b9;
    size_t At = (Hash ^ Hash >> 29) & Mask;
    while (Table[At] && !same(Of.Places[Table[At]], P))
      At = (At + 1) & Mask;
    if (!Table[At])
      Table[At] = Id;
    Same[Id] = Table[At];
  }
  for (Function &F : Of.Functions)
    forEachReference(F, [](Sym &) {}, [&](PlaceId &Id) { Id = Same[Id]; });
}

} // namespace

Summary canonical(Summary Of) {
  uniquePlaces(Of);
  auto Name = [&](Sym S) { return Of.str(S); };
  llvm::sort(Of.Functions, [&](const Function &A, const Function &B) {
    return std::tuple(Name(A.Key), Name(A.Unit), A.Hash) <
           std::tuple(Name(B.Key), Name(B.Unit), B.Hash);
  });
  llvm::sort(Of.Classes, [&](const Class &A, const Class &B) {
    return Name(A.Key) < Name(B.Key);
  });
  llvm::sort(Of.Files, [&](const File &A, const File &B) {
    return std::tuple(Name(A.Path), A.Hash) < std::tuple(Name(B.Path), B.Hash);
  });
  Of.Files.erase(llvm::unique(Of.Files,
                              [](const File &A, const File &B) {
                                return A.Path == B.Path && A.Hash == B.Hash;
                              }),
                 Of.Files.end());
  llvm::sort(Of.Units, [&](const Unit &A, const Unit &B) {
    return std::tuple(Name(A.Path), A.Command, Name(A.Error), A.Errors) <
           std::tuple(Name(B.Path), B.Command, Name(B.Error), B.Errors);
  });
  Of.Units.erase(llvm::unique(Of.Units,
                              [](const Unit &A, const Unit &B) {
                                return A.Path == B.Path &&
                                       A.Command == B.Command;
                              }),
                 Of.Units.end());
  Summary New;
  Mover To(Of, New);
  for (Function &F : Of.Functions)
    To.move(F);
  for (Class &C : Of.Classes)
    To.move(C);
  for (File &F : Of.Files)
    To.move(F);
  for (Unit &U : Of.Units)
    To.move(U);
  New.Functions = std::move(Of.Functions);
  New.Classes = std::move(Of.Classes);
  New.Files = std::move(Of.Files);
  New.Units = std::move(Of.Units);
  return New;
}

bool Linker::wants(const Function &F) {
  if (F.Unit) {
    uint64_t Where = uint64_t(F.Key) << 32 | F.Unit;
    return InMainFiles.insert({Where, F.Hash}).second;
  }
  auto It = InHeaders.find(F.Key);
  return It == InHeaders.end() || F.Hash < Into.Functions[It->second].Hash;
}

void Linker::addFunction(Function F) {
  if (!F.Unit) {
    auto [It, New] = InHeaders.try_emplace(F.Key, Into.Functions.size());
    if (!New) {
      Into.Functions[It->second] = std::move(F);
      return;
    }
  }
  Into.Functions.push_back(std::move(F));
}

void Linker::add(Summary From) {
  Mover To(From, Into);
  for (Function &F : From.Functions) {
    // Most of what headers bring is there already: then neither its names nor
    // its places are looked at.
    To.sym(F.Key);
    To.sym(F.Unit);
    if (!wants(F))
      continue;
    To.moveRest(F);
    addFunction(std::move(F));
  }
  for (Class &C : From.Classes) {
    To.move(C);
    auto [It, New] = Classes.try_emplace(C.Key, Into.Classes.size());
    if (New)
      Into.Classes.push_back(std::move(C));
    else if (C.Hash < Into.Classes[It->second].Hash)
      Into.Classes[It->second] = std::move(C);
  }
  for (File &F : From.Files) {
    To.move(F);
    if (Files.insert({F.Path, F.Hash}).second)
      Into.Files.push_back(F);
  }
  for (Unit &U : From.Units) {
    To.move(U);
    Into.Units.push_back(U);
  }
}

Summary Linker::take() {
  Summary Result = canonical(std::move(Into));
  *this = Linker();
  return Result;
}

} // namespace trace_tidy
