// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/finding/FixPlan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <set>
#include <tuple>

namespace trace_tidy {

namespace {

/// Brackets that the text opens, less those that it closes.
int depthOf(llvm::StringRef Text) {
  int Depth = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    char C = Text[I];
    if (C == '(' || C == '[' || C == '{')
      ++Depth;
    else if (C == ')' || C == ']' || C == '}')
      --Depth;
    else if (C == '"' || C == '\'')
      for (++I; I < Text.size() && Text[I] != C; ++I)
        if (Text[I] == '\\')
          ++I;
  }
  return Depth;
}

enum class Kind { Include, Insertion, Replacement, Wrap };

/// What cannot be taken apart of a fix: an edit, or the two halves of a wrap.
struct Piece {
  Kind Is = Kind::Insertion;
  const Edit *First = nullptr;
  const Edit *Last = nullptr; // of a wrap: what closes it; else First
  size_t Of = 0;              // the finding
  size_t Reach = 0;           // of the finding in this file

  llvm::StringRef file() const { return First->At.File; }
  unsigned begin() const { return First->At.Offset; }
  unsigned end() const { return Last->At.Offset + Last->Length; }
  bool sameRange(const Piece &B) const {
    return begin() == B.begin() && end() == B.end();
  }
  bool operator==(const Piece &B) const {
    return Is == B.Is && file() == B.file() && sameRange(B) &&
           First->Text == B.First->Text && Last->Text == B.Last->Text;
  }
};

/// Outer wraps before what they wrap.
bool outerFirst(const Piece &A, const Piece &B) {
  return std::make_tuple(A.begin(), ~A.end(), ~A.Reach, A.Of, A.First) <
         std::make_tuple(B.begin(), ~B.end(), ~B.Reach, B.Of, B.First);
}

std::vector<Piece> piecesOf(const Finding &F, size_t Index) {
  std::vector<Piece> Pieces;
  std::map<llvm::StringRef, std::vector<std::pair<const Edit *, int>>> Halves;
  std::map<llvm::StringRef, std::pair<unsigned, unsigned>> Range;
  for (const Edit &E : F.Edits) {
    if (insertsIncludes(E)) {
      Pieces.push_back({Kind::Include, &E, &E});
      continue;
    }
    unsigned End = E.At.Offset + E.Length;
    auto &R = Range.try_emplace(E.At.File, E.At.Offset, End).first->second;
    R = {std::min(R.first, E.At.Offset), std::max(R.second, End)};
    if (E.Length)
      Pieces.push_back({Kind::Replacement, &E, &E});
    else if (int Depth = depthOf(E.Text))
      Halves[E.At.File].push_back({&E, Depth});
    else
      Pieces.push_back({Kind::Insertion, &E, &E});
  }
  for (auto &[File, Each] : Halves) {
    // At one offset what closes comes before what opens.
    llvm::sort(Each, [](const auto &A, const auto &B) {
      return std::make_tuple(A.first->At.Offset, A.second > 0, A.first) <
             std::make_tuple(B.first->At.Offset, B.second > 0, B.first);
    });
    std::vector<std::pair<const Edit *, int>> Open;
    for (auto [E, Depth] : Each) {
      if (Depth > 0) {
        Open.push_back({E, Depth});
      } else if (!Open.empty() && Open.back().second == -Depth) {
        Pieces.push_back({Kind::Wrap, Open.back().first, E});
        Open.pop_back();
      } else {
        Pieces.push_back({Kind::Insertion, E, E});
      }
    }
    for (auto [E, Depth] : Open)
      Pieces.push_back({Kind::Insertion, E, E});
  }
  for (Piece &P : Pieces) {
    P.Of = Index;
    if (auto At = Range.find(P.file()); At != Range.end())
      P.Reach = At->second.second - At->second.first;
  }
  return Pieces;
}

bool inside(unsigned Offset, const Piece &P) {
  return P.begin() < Offset && Offset < P.end();
}

/// Whether pieces of two findings cannot both be made. Equal ones can.
bool clash(const Piece &A, const Piece &B) {
  if (A.file() != B.file() || A == B)
    return false;
  if (A.Is == Kind::Replacement && B.Is == Kind::Replacement)
    return A.begin() < B.end() && B.begin() < A.end();
  for (auto [R, Other] : {std::make_pair(&A, &B), std::make_pair(&B, &A)})
    if (R->Is == Kind::Replacement)
      return inside(Other->begin(), *R) || inside(Other->end(), *R);
  if (A.Is == Kind::Insertion && B.Is == Kind::Insertion)
    return A.begin() == B.begin();
  if (A.Is != Kind::Wrap || B.Is != Kind::Wrap)
    return false;
  if (A.sameRange(B))
    return A.Reach == B.Reach;
  return (inside(B.begin(), A) && A.end() < B.end()) ||
         (inside(A.begin(), B) && B.end() < A.end());
}

/// The text of several insertions of includes at one offset. Blank lines around
/// them are kept, and not doubled.
std::string joinIncludes(llvm::ArrayRef<const Piece *> Pieces,
                         std::set<std::string> &Standing) {
  std::set<std::string> Lines;
  std::string Before, After;
  for (const Piece *P : Pieces) {
    llvm::StringRef Text = P->First->Text;
    llvm::StringRef Blank = Text.take_while([](char C) { return C == '\n'; });
    Before = std::max(Before, Blank.str());
    Text = Text.drop_front(Blank.size());
    llvm::StringRef Core = Text.rtrim('\n');
    After = std::max(After, Text.drop_front(Core.size()).str());
    llvm::SmallVector<llvm::StringRef, 4> Each;
    Core.split(Each, '\n', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef Line : Each)
      if (Standing.insert(Line.str()).second)
        Lines.insert(Line.str());
  }
  if (Lines.empty())
    return "";
  return Before + llvm::join(Lines, "\n") + After;
}

/// What all pieces of one file come to.
class FileMerge {
public:
  void add(const Piece &P) {
    switch (P.Is) {
    case Kind::Include:
      At[P.begin()].Includes.push_back(&P);
      return;
    case Kind::Insertion:
      At[P.begin()].Insertions.push_back(&P);
      return;
    case Kind::Replacement:
      At[P.begin()].Replacement.push_back(&P);
      return;
    case Kind::Wrap:
      At[P.begin()].Openings.push_back(&P);
      At[P.end()].Closings.push_back(&P);
    }
  }

  std::vector<PlannedEdit> take() {
    std::vector<PlannedEdit> Result;
    std::set<std::string> Standing;
    for (auto &[Offset, Here] : At) {
      PlannedEdit All;
      auto Insert = [&](const Piece *P, const Edit *E, llvm::StringRef Text) {
        if (All.For.empty())
          All.What.At = E->At;
        All.What.Text += Text;
        All.For.push_back(P->Of);
      };
      auto Outer = [](const Piece *A, const Piece *B) {
        return outerFirst(*A, *B);
      };
      llvm::sort(Here.Closings, Outer);
      for (const Piece *P : llvm::reverse(Here.Closings))
        Insert(P, P->Last, P->Last->Text);
      if (std::string Text = joinIncludes(Here.Includes, Standing);
          !Text.empty())
        for (const Piece *P : Here.Includes)
          Insert(P, P->First, std::exchange(Text, ""));
      for (const Piece *P : Here.Insertions)
        Insert(P, P->First, P->First->Text);
      llvm::sort(Here.Openings, Outer);
      for (const Piece *P : Here.Openings)
        Insert(P, P->First, P->First->Text);
      if (!All.For.empty())
        Result.push_back(std::move(All));
      for (const Piece *P : Here.Replacement)
        Result.push_back({*P->First, {P->Of}});
    }
    return Result;
  }

private:
  struct Place {
    std::vector<const Piece *> Closings, Includes, Insertions, Openings,
        Replacement;
  };
  std::map<unsigned, Place> At;
};

} // namespace

bool insertsIncludes(const Edit &E) {
  llvm::StringRef Text = llvm::StringRef(E.Text).trim('\n');
  if (E.Length || Text.size() == E.Text.size()) // no line of its own
    return false;
  llvm::SmallVector<llvm::StringRef, 4> Lines;
  Text.split(Lines, '\n');
  return llvm::all_of(
      Lines, [](llvm::StringRef L) { return L.starts_with("#include"); });
}

FixPlan planFixes(llvm::ArrayRef<Finding> Findings,
                  const std::vector<bool> &Wanted) {
  FixPlan Plan;
  Plan.Overlaps.resize(Findings.size());
  Plan.In.resize(Findings.size());
  std::vector<std::vector<Piece>> Pieces(Findings.size());
  // By file: the pieces that are in, each once, and who shares it.
  struct Standing {
    const Piece *What;
    std::vector<size_t> Shared;
  };
  std::map<std::string, std::vector<Standing>> In;
  for (size_t I = 0; I != Findings.size(); ++I) {
    if (Findings[I].Edits.empty() || (!Wanted.empty() && !Wanted[I]))
      continue;
    Pieces[I] = piecesOf(Findings[I], I);
    for (const Piece &P : Pieces[I])
      for (const Standing &S : In[P.First->At.File])
        if (clash(*S.What, P) &&
            (!Plan.Overlaps[I] || S.What->Of < *Plan.Overlaps[I]))
          Plan.Overlaps[I] = S.What->Of;
    if (Plan.Overlaps[I])
      continue;
    Plan.In[I] = true;
    for (const Piece &P : Pieces[I]) {
      std::vector<Standing> &File = In[P.First->At.File];
      auto Same =
          llvm::find_if(File, [&](const Standing &S) { return *S.What == P; });
      if (Same == File.end())
        File.push_back({&P, {}});
      else if (Same->What->Of != I)
        Same->Shared.push_back(I);
    }
  }
  for (auto &[File, Standings] : In) {
    FileMerge Merge;
    std::map<std::pair<unsigned, unsigned>, std::vector<size_t>> Shared;
    for (const Standing &S : Standings) {
      Merge.add(*S.What);
      for (const Edit *E : {S.What->First, S.What->Last})
        llvm::append_range(Shared[{E->At.Offset, E->Length}], S.Shared);
    }
    std::vector<PlannedEdit> Edits = Merge.take();
    for (PlannedEdit &E : Edits) {
      llvm::append_range(E.For, Shared[{E.What.At.Offset, E.What.Length}]);
      llvm::sort(E.For);
      E.For.erase(llvm::unique(E.For), E.For.end());
    }
    if (!Edits.empty())
      Plan.Files[File] = std::move(Edits);
  }
  return Plan;
}

std::vector<std::vector<Edit>> dealOut(const FixPlan &Plan,
                                       llvm::ArrayRef<Finding> Findings) {
  // Leader[I]: the finding that heals I as well.
  std::vector<size_t> Leader(Findings.size());
  for (size_t I = 0; I != Findings.size(); ++I)
    Leader[I] = I;
  auto Find = [&](size_t I) {
    while (Leader[I] != I)
      I = Leader[I];
    return I;
  };
  for (const auto &[File, Edits] : Plan.Files) {
    const PlannedEdit *Before = nullptr;
    for (const PlannedEdit &E : Edits) {
      bool Touch = Before && Before->What.At.Offset == E.What.At.Offset;
      size_t With = Touch ? Before->For.front() : E.For.front();
      if (Touch || !insertsIncludes(E.What))
        for (size_t I : E.For) {
          size_t A = Find(With), B = Find(I);
          Leader[std::max(A, B)] = std::min(A, B);
        }
      Before = &E;
    }
  }
  std::vector<std::vector<Edit>> Result(Findings.size());
  for (const auto &[File, Edits] : Plan.Files)
    for (const PlannedEdit &E : Edits) {
      size_t To = E.For.front();
      if (insertsIncludes(E.What)) {
        auto Own = llvm::find_if(
            E.For, [&](size_t I) { return Findings[I].At.File == File; });
        if (Own != E.For.end())
          To = *Own;
      }
      Result[Find(To)].push_back(E.What);
    }
  return Result;
}

std::string withLineEndsOf(llvm::StringRef File, llvm::StringRef Text) {
  size_t Windows = File.count("\r\n"), All = File.count('\n');
  if (Windows * 2 <= All)
    return Text.str();
  std::string Result;
  for (size_t I = 0; I != Text.size(); ++I) {
    if (Text[I] == '\n' && (I == 0 || Text[I - 1] != '\r'))
      Result += '\r';
    Result += Text[I];
  }
  return Result;
}

} // namespace trace_tidy
