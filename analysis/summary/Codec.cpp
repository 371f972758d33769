// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "analysis/summary/Codec.h"
#include "analysis/summary/Hash.h"
#include "analysis/summary/Summary_generated.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MemoryBuffer.h"

namespace fb = flatbuffers;

namespace trace_tidy {

namespace {

enum BranchFlags : uint32_t {
  BF_PresentOnTrue = 1 << 0,
  BF_Loop = 1 << 1,
  BF_Pointer = 1 << 2,
  BF_Repeats = 1 << 3,
  BF_Negated = 1 << 4,
};

/// A frame of more values than this is no function that anyone wrote.
constexpr uint32_t MaxSlots = 1u << 22;
/// The format's offsets are signed and of 32 bits; some room for the rest.
constexpr size_t MaxBytes = 2000u << 20;
constexpr size_t SealSize = sizeof(uint64_t);

llvm::Error failure(llvm::StringRef Name, const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 Name + ": " + Message);
}

/// How many operands an instruction has at least.
size_t minArguments(const Instr &I) {
  switch (I.Code) {
  case Op::Copy:
  case Op::Clone:
  case Op::Load:
  case Op::Merge:
  case Op::Bind:
  case Op::Inject:
  case Op::Clear:
  case Op::CallValue:
  case Op::Destroy:
  case Op::Return:
    return 1;
  case Op::Assign:
  case Op::Store:
    return 2;
  case Op::SpanStart:
  case Op::Send:
    return 3;
  case Op::Call:
    return I.Flags & (IF_Virtual | IF_Constructor) ? 1 : 0;
  default:
    return 0;
  }
}

class Writer {
public:
  explicit Writer(const Summary &From) : From(From), Out(1 << 16) {}

  llvm::Expected<std::string> run() {
    std::vector<fb::Offset<fb::String>> Strings;
    Strings.reserve(From.Strings.size());
    for (llvm::StringRef S : From.Strings) {
      if (Out.GetSize() > MaxBytes)
        return tooLarge();
      Strings.push_back(Out.CreateString(S.data(), S.size()));
    }
    std::vector<fb::Offset<format::Function>> Functions;
    Functions.reserve(From.Functions.size());
    for (const Function &F : From.Functions) {
      if (Out.GetSize() > MaxBytes)
        return tooLarge();
      Functions.push_back(function(F));
    }
    std::vector<fb::Offset<format::Class>> Classes;
    for (const Class &C : From.Classes) {
      std::vector<uint32_t> Pairs;
      for (auto &[Overridden, Method] : C.Overriders)
        Pairs.insert(Pairs.end(), {Overridden, Method});
      Classes.push_back(format::CreateClass(Out, C.Key, C.Destructor, C.Hash,
                                            vector(C.Bases), vector(Pairs)));
    }
    std::vector<format::Place> Places;
    Places.reserve(From.Places.size());
    for (const Place &P : From.Places)
      Places.emplace_back(P.File, P.Line, P.Column, P.Offset);
    std::vector<format::File> Files;
    for (const File &F : From.Files)
      Files.emplace_back(F.Hash, F.Path);
    std::vector<format::Unit> Units;
    for (const Unit &U : From.Units)
      Units.emplace_back(U.Command, U.Path, U.Error, U.Errors);
    auto Root = format::CreateSummary(
        Out, Out.CreateVector(Strings), Out.CreateVectorOfStructs(Places),
        Out.CreateVector(Functions), Out.CreateVector(Classes),
        Out.CreateVectorOfStructs(Files), Out.CreateVectorOfStructs(Units));
    if (Out.GetSize() > MaxBytes)
      return tooLarge();
    format::FinishSummaryBuffer(Out, Root);
    std::string Bytes(reinterpret_cast<const char *>(Out.GetBufferPointer()),
                      Out.GetSize());
    char Seal[SealSize];
    llvm::support::endian::write64le(Seal, hashBytes(Bytes));
    return Bytes.append(Seal, SealSize);
  }

private:
  static llvm::Error tooLarge() {
    return llvm::createStringError(
        llvm::inconvertibleErrorCode(),
        "the program is too large for one summary file (2 GB): link the parts "
        "that are deployed together");
  }

  template <typename T> fb::Offset<fb::Vector<uint32_t>> vector(const T &Of) {
    return Of.empty() ? 0 : Out.CreateVector(Of.data(), Of.size());
  }

  template <typename T>
  fb::Offset<fb::Vector<const T *>> structs(const std::vector<T> &Of) {
    return Of.empty() ? 0 : Out.CreateVectorOfStructs(Of);
  }

  fb::Offset<format::Function> function(const Function &F) {
    Instrs.clear();
    Arguments.clear();
    Blocks.clear();
    Successors.clear();
    Borrows.clear();
    for (const Block &B : F.Blocks) {
      for (const Instr &I : B.Instrs) {
        Instrs.emplace_back(
            static_cast<uint8_t>(I.Code), static_cast<uint8_t>(I.Category),
            static_cast<uint8_t>(I.Kind), I.Args.size(), I.Flags, I.Index,
            I.Mask, I.Result, I.Name, I.Text, I.At);
        Arguments.insert(Arguments.end(), I.Args.begin(), I.Args.end());
      }
      Successors.insert(Successors.end(), B.Successors.begin(),
                        B.Successors.end());
      const Branch &C = B.Condition;
      Blocks.emplace_back(
          Instrs.size(), Successors.size(), C.Value, C.Equals, C.Assumption,
          (C.PresentOnTrue ? BF_PresentOnTrue : 0) | (C.Loop ? BF_Loop : 0) |
              (C.Pointer ? BF_Pointer : 0) | (C.Repeats ? BF_Repeats : 0) |
              (C.Negated ? BF_Negated : 0));
    }
    for (Slot S = 0; S != F.Borrows.size(); ++S)
      if (F.Borrows[S])
        Borrows.push_back(S);
    Fixes.clear();
    Changes.clear();
    for (const Fix &Each : F.Fixes) {
      for (const Change &C : Each.Changes)
        Changes.emplace_back(C.At, C.Length, C.Text);
      Fixes.emplace_back(Each.At, Each.Helper, Changes.size(),
                         static_cast<uint8_t>(Each.Kind),
                         static_cast<uint8_t>(Each.Why), Each.Flags);
    }
    auto BlockVector = Out.CreateVectorOfStructs(Blocks);
    auto InstrVector = Out.CreateVectorOfStructs(Instrs);
    auto FixVector = structs(Fixes);
    auto ChangeVector = structs(Changes);
    return format::CreateFunction(
        Out, F.Key, F.Name, F.Unit, F.At, F.Hash, F.Flags, F.Request,
        F.Containers, F.Parameters, F.Slots, F.FirstTemporary, F.Exit,
        vector(Borrows), vector(F.Overrides), BlockVector, InstrVector,
        vector(Arguments), vector(Successors), FixVector, ChangeVector);
  }

  const Summary &From;
  fb::FlatBufferBuilder Out;
  std::vector<format::Instr> Instrs;
  std::vector<format::Block> Blocks;
  std::vector<format::Fix> Fixes;
  std::vector<format::Change> Changes;
  std::vector<uint32_t> Arguments, Successors, Borrows;
};

template <typename T> size_t sizeOf(const T *Vector) {
  return Vector ? Vector->size() : 0;
}

class Reader {
public:
  Reader(const format::Summary &From, llvm::StringRef Name)
      : From(From), Name(Name) {}

  llvm::Expected<Summary> run() {
    if (llvm::Error E = strings())
      return std::move(E);
    for (uint32_t I = 1; I < From.places()->size(); ++I) {
      const format::Place &P = *From.places()->Get(I);
      Into.Places.push_back({P.file(), P.line(), P.column(), P.offset()});
      if (!symbol(P.file()))
        return damaged("place " + llvm::Twine(I));
    }
    Into.Functions.reserve(From.functions()->size());
    for (const format::Function *F : *From.functions())
      if (!function(*F))
        return damaged("function " + llvm::Twine(Into.Functions.size()));
    for (const format::Class *C : *From.classes())
      if (!klass(*C))
        return damaged("class " + llvm::Twine(Into.Classes.size()));
    for (const format::File *F : *From.files()) {
      Into.Files.push_back({F->path(), F->hash()});
      if (!symbol(Into.Files.back().Path))
        return damaged("a file has no name");
    }
    for (const format::Unit *U : *From.units()) {
      Unit Out{U->path(), U->command(), U->error(), U->errors()};
      if (!symbol(Out.Path) || !symbol(Out.Error))
        return damaged("a translation unit has no name");
      Into.Units.push_back(Out);
    }
    return std::move(Into);
  }

private:
  llvm::Error damaged(const llvm::Twine &What) {
    return failure(Name, "damaged (" + What + "); make it again");
  }

  llvm::Error strings() {
    for (uint32_t I = 0; I != From.strings()->size(); ++I) {
      const fb::String *S = From.strings()->Get(I);
      if (Into.intern({S->data(), S->size()}) != I)
        return damaged("string " + llvm::Twine(I));
    }
    if (From.strings()->size() < Into.Strings.size())
      return damaged("too few strings");
    return llvm::Error::success();
  }

  bool symbol(Sym S) const { return S < Into.Strings.size(); }
  bool place(PlaceId P) const { return P < Into.Places.size(); }

  template <typename VectorT, typename ContainerT>
  bool symbols(const VectorT *From, ContainerT &To) {
    if (From)
      for (uint32_t S : *From) {
        if (!symbol(S))
          return false;
        To.push_back(S);
      }
    return true;
  }

  bool function(const format::Function &F) {
    Into.Functions.emplace_back();
    Function &Out = Into.Functions.back();
    Out.Key = F.key();
    Out.Name = F.name();
    Out.Unit = F.unit();
    Out.At = F.place();
    Out.Hash = F.hash();
    Out.Flags = F.flags();
    Out.Request = F.request();
    Out.Containers = F.containers();
    Out.Parameters = F.parameters();
    Out.Slots = F.slots();
    Out.FirstTemporary = F.first_temporary();
    Out.Exit = F.exit();
    if (!symbol(Out.Key) || !symbol(Out.Name) || !symbol(Out.Unit) ||
        !place(Out.At) || Out.Slots > MaxSlots || Out.Slots < 2 ||
        Out.Parameters > Out.Slots - 2 || Out.FirstTemporary > Out.Slots ||
        Out.Request < -1 || Out.Request >= int64_t(Out.Parameters) ||
        !F.blocks() || !F.instrs() || F.blocks()->size() == 0)
      return false;
    Out.Borrows.resize(Out.Slots);
    if (F.borrows())
      for (uint32_t S : *F.borrows()) {
        if (S >= Out.Slots)
          return false;
        Out.Borrows[S] = true;
      }
    if (!symbols(F.overrides(), Out.Overrides))
      return false;
    uint32_t Count = F.blocks()->size();
    if (Out.Exit != ~0u && Out.Exit >= Count)
      return false;
    uint32_t NextInstr = 0, NextArgument = 0, NextSuccessor = 0;
    Out.Blocks.resize(Count);
    for (uint32_t N = 0; N != Count; ++N) {
      const format::Block &B = *F.blocks()->Get(N);
      Block &To = Out.Blocks[N];
      if (B.instr_end() < NextInstr || B.instr_end() > F.instrs()->size() ||
          B.successor_end() < NextSuccessor ||
          B.successor_end() > sizeOf(F.successors()))
        return false;
      To.Instrs.reserve(B.instr_end() - NextInstr);
      for (; NextInstr != B.instr_end(); ++NextInstr)
        if (!instr(*F.instrs()->Get(NextInstr), F, Out.Slots, NextArgument, To))
          return false;
      for (; NextSuccessor != B.successor_end(); ++NextSuccessor) {
        uint32_t S = F.successors()->Get(NextSuccessor);
        if (S != ~0u && S >= Count)
          return false;
        To.Successors.push_back(S);
      }
      Branch &C = To.Condition;
      C.Value = B.value();
      C.Equals = B.equals();
      C.Assumption = B.assumption();
      C.PresentOnTrue = B.flags() & BF_PresentOnTrue;
      C.Loop = B.flags() & BF_Loop;
      C.Pointer = B.flags() & BF_Pointer;
      C.Repeats = B.flags() & BF_Repeats;
      C.Negated = B.flags() & BF_Negated;
      if (C.Value >= Out.Slots || !symbol(C.Equals) || !symbol(C.Assumption))
        return false;
    }
    return fixes(F, Out);
  }

  bool fixes(const format::Function &F, Function &To) {
    uint32_t Next = 0;
    for (uint32_t N = 0; N != sizeOf(F.fixes()); ++N) {
      const format::Fix &From = *F.fixes()->Get(N);
      if (From.kind() >= NumFixKinds || From.refusal() >= NumRefusals ||
          !place(From.place()) || !symbol(From.helper()) ||
          From.change_end() < Next || From.change_end() > sizeOf(F.changes()))
        return false;
      Fix &Out = To.Fixes.emplace_back();
      Out.Kind = static_cast<FixKind>(From.kind());
      Out.Why = static_cast<Refusal>(From.refusal());
      Out.Flags = From.flags();
      Out.At = From.place();
      Out.Helper = From.helper();
      for (; Next != From.change_end(); ++Next) {
        const format::Change &C = *F.changes()->Get(Next);
        if (!place(C.place()) || !symbol(C.text()))
          return false;
        Out.Changes.push_back({C.place(), C.length(), C.text()});
      }
    }
    return true;
  }

  bool instr(const format::Instr &I, const format::Function &F, uint32_t Slots,
             uint32_t &NextArgument, Block &To) {
    To.Instrs.emplace_back();
    Instr &Out = To.Instrs.back();
    if (I.code() > static_cast<unsigned>(Op::DiscardedScope) ||
        I.kind() > static_cast<unsigned>(KindValue::Unknown) ||
        I.category() >= NumBlockCategories)
      return false;
    Out.Code = static_cast<Op>(I.code());
    Out.Category = static_cast<BlockCategory>(I.category());
    Out.Kind = static_cast<KindValue>(I.kind());
    Out.Flags = I.flags();
    Out.Index = I.index();
    Out.Mask = I.mask();
    Out.Result = I.result();
    Out.Name = I.name();
    Out.Text = I.text();
    Out.At = I.place();
    size_t Arguments = sizeOf(F.arguments());
    if (Out.Result >= Slots || !symbol(Out.Name) || !symbol(Out.Text) ||
        !place(Out.At) || (Out.maskIsName() && !symbol(Out.Mask)) ||
        I.argument_count() > Arguments - NextArgument)
      return false;
    for (unsigned N = 0; N != I.argument_count(); ++N) {
      Slot S = F.arguments()->Get(NextArgument++);
      if (S >= Slots)
        return false;
      Out.Args.push_back(S);
    }
    return Out.Args.size() >= minArguments(Out);
  }

  bool klass(const format::Class &C) {
    Into.Classes.emplace_back();
    Class &Out = Into.Classes.back();
    Out.Key = C.key();
    Out.Destructor = C.destructor();
    Out.Hash = C.hash();
    llvm::SmallVector<Sym, 8> Pairs;
    if (!symbol(Out.Key) || !symbol(Out.Destructor) ||
        !symbols(C.bases(), Out.Bases) || !symbols(C.overriders(), Pairs) ||
        Pairs.size() % 2)
      return false;
    for (size_t N = 0; N != Pairs.size(); N += 2)
      Out.Overriders.push_back({Pairs[N], Pairs[N + 1]});
    return true;
  }

  const format::Summary &From;
  llvm::StringRef Name;
  Summary Into;
};

} // namespace

llvm::Expected<std::string> writeSummary(const Summary &From) {
  return Writer(From).run();
}

llvm::Expected<Summary> readSummary(llvm::StringRef Bytes,
                                    llvm::StringRef Name) {
  llvm::StringRef Identifier = Bytes.substr(4, 4);
  if (Bytes.size() < 8 || !Identifier.starts_with("TT"))
    return failure(Name, "not a summary of trace-tidy; `trace-tidy summarize` "
                         "and `link` write them");
  if (Identifier != format::SummaryIdentifier())
    return failure(Name,
                   "written in format " + Identifier.substr(2) +
                       " of another trace-tidy, and this one reads " +
                       llvm::StringRef(format::SummaryIdentifier()).substr(2) +
                       ": make it again");
  if (Bytes.size() < 8 + SealSize ||
      hashBytes(Bytes.drop_back(SealSize)) !=
          llvm::support::endian::read64le(Bytes.end() - SealSize))
    return failure(Name, "damaged or cut off; make it again");
  Bytes = Bytes.drop_back(SealSize);
  const auto *Data = reinterpret_cast<const uint8_t *>(Bytes.data());
  // Functions and classes are tables of their own.
  fb::Verifier Verify(Data, Bytes.size(), /*max_depth=*/16,
                      /*max_tables=*/100'000'000);
  if (Bytes.size() > MaxBytes + (64u << 20) ||
      !format::VerifySummaryBuffer(Verify))
    return failure(Name, "damaged (its structure); make it again");
  const format::Summary &Root = *format::GetSummary(Data);
  if (!Root.strings() || !Root.places() || !Root.functions() ||
      !Root.classes() || !Root.files() || !Root.units())
    return failure(Name, "damaged (a part is missing); make it again");
  return Reader(Root, Name).run();
}

llvm::Expected<Summary> readSummaryFile(llvm::StringRef Name) {
  // Volatile: read, not mapped, since a build may write it anew meanwhile.
  auto Bytes = llvm::MemoryBuffer::getFile(Name, /*IsText=*/false,
                                           /*RequiresNullTerminator=*/false,
                                           /*IsVolatile=*/true);
  if (!Bytes)
    return failure(Name, "cannot be read: " + Bytes.getError().message());
  return readSummary((*Bytes)->getBuffer(), Name);
}

} // namespace trace_tidy
