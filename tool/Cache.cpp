// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/Cache.h"
#include "tool/Cache_generated.h"
#include "tool/Output.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
namespace fb = flatbuffers;

namespace trace_tidy {

namespace {

/// How many states of its inputs are kept for one compile command: switching
/// between a few branches costs nothing.
constexpr unsigned MaxVariants = 4;
constexpr size_t MaxObject = 1u << 30;

std::string hashOf(llvm::StringRef Bytes) {
  llvm::BLAKE3 Hash;
  Hash.update(Bytes);
  auto Digest = Hash.final<16>();
  return llvm::toHex(Digest, /*LowerCase=*/true);
}

constexpr size_t SealSize = 16;
constexpr llvm::StringLiteral Damaged = "its cache entry is damaged";
constexpr llvm::StringLiteral Gone = "its cache entry is gone";

/// Of what stands in the file of this name behind the seal.
std::string sealOf(llvm::StringRef Name, llvm::StringRef Packed) {
  llvm::BLAKE3 Hash;
  Hash.update(Name);
  Hash.update(Packed);
  auto Digest = Hash.final<SealSize>();
  return std::string(Digest.begin(), Digest.end());
}

/// 8 bytes with the size, then what zstd (else zlib) makes of the bytes.
std::string pack(llvm::StringRef Bytes) {
  llvm::SmallVector<uint8_t, 0> Packed;
  llvm::ArrayRef<uint8_t> In(Bytes.bytes_begin(), Bytes.bytes_end());
  if (llvm::compression::zstd::isAvailable())
    llvm::compression::zstd::compress(In, Packed, 1);
  else if (llvm::compression::zlib::isAvailable())
    llvm::compression::zlib::compress(In, Packed, 1);
  else
    Packed.assign(In.begin(), In.end());
  uint64_t Size = Bytes.size();
  std::string Result(reinterpret_cast<const char *>(&Size), sizeof Size);
  Result.append(Packed.begin(), Packed.end());
  return Result;
}

std::optional<std::string> unpack(llvm::StringRef Packed) {
  uint64_t Size = 0;
  if (Packed.size() < sizeof Size)
    return std::nullopt;
  std::memcpy(&Size, Packed.data(), sizeof Size);
  if (Size > MaxObject)
    return std::nullopt;
  Packed = Packed.drop_front(sizeof Size);
  llvm::ArrayRef<uint8_t> In(Packed.bytes_begin(), Packed.bytes_end());
  std::string Result(Size, '\0');
  auto *Out = reinterpret_cast<uint8_t *>(Result.data());
  size_t Got = Size;
  llvm::Error Bad = llvm::Error::success();
  if (llvm::compression::zstd::isAvailable())
    Bad = llvm::compression::zstd::decompress(In, Out, Got);
  else if (llvm::compression::zlib::isAvailable())
    Bad = llvm::compression::zlib::decompress(In, Out, Got);
  else if (In.size() == Size)
    std::memcpy(Out, In.data(), Size);
  else
    return std::nullopt;
  if (Bad) {
    llvm::consumeError(std::move(Bad));
    return std::nullopt;
  }
  return Got == Size ? std::optional(std::move(Result)) : std::nullopt;
}

/// Verified; null when it is none.
const format::Manifest *manifest(const std::optional<std::string> &Bytes) {
  if (!Bytes || Bytes->size() < 8)
    return nullptr;
  const auto *Data = reinterpret_cast<const uint8_t *>(Bytes->data());
  fb::Verifier Verify(Data, Bytes->size(), 16, 10'000'000);
  if (!format::ManifestBufferHasIdentifier(Data) ||
      !format::VerifyManifestBuffer(Verify))
    return nullptr;
  const format::Manifest *M = format::GetManifest(Data);
  if (!M->variants())
    return nullptr;
  for (const format::Variant *V : *M->variants()) {
    if (!V->files() || !V->missing() || !V->summary())
      return nullptr;
    for (const format::Dependency *D : *V->files())
      if (!D->path())
        return nullptr;
  }
  return M;
}

llvm::StringRef text(const fb::String &S) { return {S.data(), S.size()}; }

/// The first input that is not what it was; "" when all are.
std::string difference(const format::Variant &V, FileStore &Files) {
  for (const format::Dependency *D : *V.files()) {
    const FileStore::File *F = Files.read(text(*D->path()));
    if (!F)
      return D->path()->str() + " cannot be read any more";
    if (F->Hash != D->hash())
      return D->path()->str() + " has changed";
  }
  for (const fb::String *Name : *V.missing())
    if (!Files.absent(text(*Name)))
      return Name->str() + " is there now";
  return "";
}

} // namespace

std::string cacheKey(llvm::ArrayRef<llvm::StringRef> Parts) {
  llvm::BLAKE3 Hash;
  for (llvm::StringRef Part : Parts) {
    uint64_t Size = Part.size(); // so that "ab","c" is not "a","bc"
    Hash.update({reinterpret_cast<const uint8_t *>(&Size), sizeof Size});
    Hash.update(Part);
  }
  return llvm::toHex(Hash.final<16>(), /*LowerCase=*/true);
}

Cache::Cache(llvm::StringRef Given) : Folder(Given.str()) {
  if (Folder.empty())
    return;
  if (std::error_code Error = fs::create_directories(Folder)) {
    Problem = "the cache cannot be used: " + Folder +
              " cannot be made: " + Error.message();
    Folder.clear();
  }
}

std::string Cache::defaultFolder() {
  // A name that is not absolute is as good as none (XDG Base Directories).
  llvm::SmallString<256> Folder;
  if (!path::cache_directory(Folder) || !path::is_absolute(Folder)) {
    Folder.clear();
    if (!path::home_directory(Folder) || !path::is_absolute(Folder))
      return "";
    path::append(Folder, ".cache");
  }
  path::append(Folder, "trace-tidy");
  return Folder.str().str();
}

std::string Cache::path(llvm::StringRef Name) const {
  llvm::SmallString<256> Full(Folder);
  path::append(Full, "llvmcache-" + Name);
  return Full.str().str();
}

std::optional<std::string> Cache::load(llvm::StringRef Name,
                                       std::string &Why) const {
  auto File = llvm::MemoryBuffer::getFile(path(Name), /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false);
  if (!File) {
    Why = Gone;
    if (File.getError() != std::errc::no_such_file_or_directory)
      Why = "its cache entry cannot be read: " + File.getError().message();
    return std::nullopt;
  }
  llvm::StringRef Packed = (*File)->getBuffer();
  std::optional<std::string> Result;
  if (Packed.size() >= SealSize &&
      Packed.take_front(SealSize) == sealOf(Name, Packed.drop_front(SealSize)))
    Result = unpack(Packed.drop_front(SealSize));
  if (!Result)
    Why = Damaged;
  return Result;
}

bool Cache::save(llvm::StringRef Name, llvm::StringRef Bytes) {
  std::string Packed = pack(Bytes);
  llvm::Error Failed =
      writeAtomically(path(Name), sealOf(Name, Packed) + Packed);
  if (!Failed)
    return true;
  std::string Why = llvm::toString(std::move(Failed));
  if (Problem.empty())
    Problem = "the cache cannot be used: " + Why;
  return false;
}

std::optional<std::string> Cache::find(llvm::StringRef Key, FileStore &Files,
                                       std::string &Why) const {
  if (Folder.empty()) {
    Why = "no cache";
    return std::nullopt;
  }
  std::optional<std::string> Bytes = load((Key + ".manifest").str(), Why);
  const format::Manifest *M = manifest(Bytes);
  if (!M) {
    if (Bytes)
      Why = Damaged;
    else if (Why == Gone)
      Why = "not seen before with this command, tool and models";
    return std::nullopt;
  }
  bool First = true;
  for (const format::Variant *V : *M->variants()) {
    std::string Different = difference(*V, Files);
    if (First)
      Why = Different;
    First = false;
    if (!Different.empty())
      continue;
    if (auto Summary = load(V->summary()->str() + ".summary", Why))
      return Summary;
  }
  return std::nullopt;
}

void Cache::store(llvm::StringRef Key, llvm::StringRef Summary,
                  const Inputs &From) {
  if (Folder.empty() || !Problem.empty())
    return;
  std::string Name = hashOf(Summary);
  if (!save(Name + ".summary", Summary))
    return;

  fb::FlatBufferBuilder Out;
  std::vector<fb::Offset<format::Variant>> Variants;
  auto Add = [&](llvm::ArrayRef<std::pair<std::string, uint64_t>> Files,
                 llvm::ArrayRef<std::string> Missing, llvm::StringRef Object) {
    std::vector<fb::Offset<format::Dependency>> Dependencies;
    for (auto &[Path, Hash] : Files)
      Dependencies.push_back(
          format::CreateDependency(Out, Out.CreateSharedString(Path), Hash));
    std::vector<fb::Offset<fb::String>> Names;
    for (const std::string &Path : Missing)
      Names.push_back(Out.CreateSharedString(Path));
    Variants.push_back(format::CreateVariant(
        Out, Out.CreateVector(Dependencies), Out.CreateVector(Names),
        Out.CreateString(Object.data(), Object.size())));
  };
  Add(From.Files, From.Missing, Name);
  std::string Why;
  std::optional<std::string> Before = load((Key + ".manifest").str(), Why);
  if (const format::Manifest *M = manifest(Before))
    for (const format::Variant *V : *M->variants()) {
      if (Variants.size() == MaxVariants)
        break;
      if (V->summary()->str() == Name)
        continue; // replaced
      Inputs Old;
      for (const format::Dependency *D : *V->files())
        Old.Files.push_back({D->path()->str(), D->hash()});
      for (const fb::String *Each : *V->missing())
        Old.Missing.push_back(Each->str());
      Add(Old.Files, Old.Missing, text(*V->summary()));
    }
  format::FinishManifestBuffer(
      Out, format::CreateManifest(Out, Out.CreateVector(Variants)));
  save((Key + ".manifest").str(),
       {reinterpret_cast<const char *>(Out.GetBufferPointer()), Out.GetSize()});
}

void Cache::prune() const {
  if (Folder.empty())
    return;
  llvm::CachePruningPolicy Policy;
  Policy.Interval = std::chrono::hours(1);
  Policy.Expiration = std::chrono::hours(24 * 30);
  Policy.MaxSizePercentageOfAvailableSpace = 50;
  Policy.MaxSizeBytes = uint64_t(5) << 30;
  llvm::pruneCache(Folder, Policy);
}

} // namespace trace_tidy
